"""What an actor is called in a briefing."""

from __future__ import annotations

import re

from horseshoe.council.states import many, organ_of, short_name, state_of, takes_article
from horseshoe.model import Reading
from horseshoe.reading.actors.gazetteer import gazetteer


class Names:
    """Names of actors by id, as the reading and the Council's own tables have them."""

    def __init__(self, reading: Reading) -> None:
        self._read = {a.id: a for a in reading.actors}
        self._day = reading.document.published
        self._text = reading.document.text

    def __call__(self, actor: str | None) -> str:
        """The short name of an actor; the id itself where nothing better is known."""
        if actor is None:
            return "an unnamed source"
        state, organ = organ_of(actor)
        if actor in self._read and self._read[actor].type != "state":
            return self._read[actor].name
        name = short_name(state, self._day)
        if name and organ:
            return f"{name}'s {organ.replace('-', ' ')}"
        if name:
            return name
        if actor in self._read:
            return self._read[actor].name
        listed = gazetteer().names.get(actor)
        return listed[0] if listed else self._as_printed(actor)

    def _as_printed(self, slug: str) -> str:
        """The words of the text that a slug was made of ("World Food Council"); those of the slug where it holds none."""
        words = r"[\W_]+".join(re.escape(w) for w in slug.split("-"))
        found = re.search(rf"\b{words}\b", self._text, re.IGNORECASE)
        return " ".join(found[0].split()) if found else slug.replace("-", " ")

    def many(self, actors: tuple[str, ...] | list[str]) -> str:
        """Several names joined as in a sentence: "China and the United States"."""
        return many([self.within(a) for a in actors])

    def some(self, actors: tuple[str, ...] | list[str], most: int) -> str:
        """Several names, of more than `most` the first ones: "France, Togo and others"."""
        if len(actors) <= most + 1:
            return self.many(actors)
        return f"{', '.join(self.within(a) for a in actors[:most])} and others"

    def within(self, actor: str | None) -> str:
        """The name inside a sentence, with the article that some states and their organs take."""
        name = self(actor)
        state = state_of(actor) if actor else ""
        return f"the {name}" if takes_article(state) and name[:1].isupper() else name
