"""Names of persons as runs of capitalised words, with the role words that stand beside them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from horseshoe.reading.events.lexicon import places
from horseshoe.reading.quotes.cues import lexicon
from horseshoe.reading.quotes.roles import Roles, roles
from horseshoe.reading.words import Words

NAME = ("NNP", "NNPS")
HYPHENS = ("-", "‑", "–")
LONGEST = 6
LONGEST_SMALL = 4  # letters of the words that a headline in capitals may print small ("with")
AT = frozenset({"in", "at", "near", "from", "to", "of", "for", "into", "outside", "around", "across", "inside", "towards"})
AWAY = frozenset({"in", "at", "to", "for", "of", "on"})  # between an office and the name in apposition: "envoy to the UN, X,"
BEFORE_TIMES = AT | {"on", "by", "since", "until", "last", "next", "this", "late", "early", "before", "after", "during"}
TO_COME = ("elect", "designate")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: its first and last token, the tokens of its role words (None without any), and how sure it is."""

    first: int
    last: int
    role: tuple[int, int] | None
    sure: bool  # a title, a role or a word for a person says that it names a person
    speaks: bool  # it is the subject of a verb of saying or thinking
    gender: str | None = None


def find_names(words: Words, taken: set[int]) -> list[Name]:
    """Runs of capitalised words that can name a person; `taken` are tokens that name something else."""
    lists = roles()
    found = []
    i = 0
    heading = _heading(words)
    while i < len(words):
        named = words.tag[i] in NAME or _interjection(words, i)
        if not named or i in taken or not words.text[i][:1].isupper():
            i += 1
            continue
        last = _run_end(words, i, taken, lists)
        name = None if _dateline(words, i, last) else _name_in(words, i, last, taken, lists)
        if name is not None and (last >= heading or words.text[name.last] in words.text[heading:]):
            found.append(name)
        i = last + 1
    return found


def _heading(words: Words) -> int:
    """The index of the first token behind a headline in capitals, whose words need not be names: "Envoy Views Vetoed Text"."""
    starts = words.parsed.paragraphs
    end = words.at(starts[1]) if len(starts) > 1 else 0
    told = [t for t in words.text[:end] if t.isalpha() and len(t) > LONGEST_SMALL]
    return end if told and all(t[:1].isupper() for t in told) and not words.text[end - 1].endswith(".") else 0


def _interjection(words: Words, i: int) -> bool:
    """Oh Joon, the ambassador, said: a surname that the tagger takes for a cry, right before the given name."""
    return words.tag[i] == "UH" and i + 1 < len(words) and words.tag[i + 1] in NAME and words.start[i + 1] - words.end[i] == 1


def known_surnames(words: Words, names: Sequence[Name], taken: set[int]) -> list[Name]:
    """Surnames of people named in full that the tagger takes for other words: Samantha Power, then "said Power"."""
    full = {words.text[n.last] for n in names if n.last > n.first and (n.sure or n.speaks)}
    full |= {words.text[n.first] for n in names if words.tag[n.first] == "UH" and (n.sure or n.speaks)}
    found = []
    for i, text in enumerate(words.text):
        if text not in full or words.tag[i] in NAME or i in taken:
            continue
        opens = i == words.sentence_bounds[words.sent[i]][0] or words.tag[i - 1] in ("``", "''")
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(words) and words.is_verb(j) and _tells(words, j)]
        if beside or not opens:
            found.append(Name(i, i, None, False, bool(beside)))
    return found


def _run_end(words: Words, i: int, taken: set[int], lists: Roles) -> int:
    last = i
    while last + 1 < len(words):
        j = last + 1
        if j in taken:
            break
        named = words.tag[j] in NAME and words.text[j][:1].isupper() and words.start[j] - words.end[last] <= 1
        if named or _given_behind_title(words, j, lists):
            last = j
        elif (
            words.text[j] in HYPHENS
            and words.start[j] == words.end[last]
            and j + 1 < len(words)
            and words.start[j + 1] == words.end[j]
        ):
            if not words.text[j + 1][:1].isalpha() or j + 1 in taken:
                break
            last = j + 1
        elif words.low[j] in lists.particles and j + 1 < len(words) and _goes_on(words, j + 1):
            last = j
        else:
            break
    return last


def _given_behind_title(words: Words, j: int, lists: Roles) -> bool:
    """ "Foreign Minister Thérèse Wagner": a given name that the tagger takes for a plural, between a title and a surname."""
    capital = words.tag[j] in ("NNS", "NN", "FW") and words.text[j].istitle() and words.low[j - 1] in lists.titles
    return capital and not lists.is_person_noun(words.low[j]) and j + 1 < len(words) and words.tag[j + 1] in NAME


def _goes_on(words: Words, j: int) -> bool:
    return words.text[j][:1].isupper() or words.text[j] in HYPHENS or (j + 1 < len(words) and words.text[j + 1][:1].isupper())


def _dateline(words: Words, first: int, last: int) -> bool:
    """ "New York — Georgia's ambassador said": a name that opens its paragraph, with a dash behind it."""
    opens = words.start[first] in words.parsed.paragraphs
    return opens and last + 1 < len(words) and words.text[last + 1] in ("—", "–", "--", "_")


def _after_adverbial(words: Words, first: int, last: int, lists: Roles) -> int:
    """ "On Monday Ana Kovac said", "In Geneva Kofi Annan said": where the name begins behind a day, a month or a town."""
    if first >= last or first == 0 or words.low[first - 1] not in BEFORE_TIMES:
        return first
    if words.low[first] in lists.calendar:
        return first + 1
    town = words.low[first - 1] in ("in", "at", "near") and words.text[first] in places()
    return first + 1 if town and first + 1 < last else first


def _name_in(words: Words, first: int, last: int, taken: set[int], lists: Roles) -> Name | None:
    """The name at the end of a run, after its titles and the words for bodies before it."""
    start = first = _after_adverbial(words, first, last, lists)
    for j in range(first, last + 1):
        low = words.low[j]
        hyphenated = j < last and words.text[j + 1] in HYPHENS
        given = low in lists.given_names and j == start > first  # "Ambassador Bill Brown" is no bill
        body = low in lists.bodies and j < last and not given
        office = (low in lists.titles or lists.is_person_noun(low) or body) and not hyphenated
        portfolio = low in lists.portfolios and j < last and first > 0 and words.low[first - 1] in ("of", "for", "and")
        if office or portfolio or (low in TO_COME and j > first and words.text[j - 1] in HYPHENS):
            start = j + 1
    while start <= last and (words.text[start] in HYPHENS or words.low[start] == "general"):
        start += 1
    if start > last or last - start >= LONGEST or words.low[last] in lists.bodies or not words.text[last][:1].isalpha():
        return None
    if last + 1 < len(words) and words.low[last + 1] in lists.bodies and words.tag[last + 1][0] == "N":
        return None
    if start == last and words.low[start] in lists.calendar and not (start > first and words.low[start - 1] in lists.titles):
        return Name(start, last, None, False, _speaks(words, start, last))  # "the envoy last September"; but "May said"
    place = (
        start == first and start > 0 and words.low[start - 1] in AT and (start == last or words.low[start - 1] in ("of", "for"))
    )
    before = None if place else _role_before(words, start, lists)
    after = None if place else _role_after(words, last, lists)
    address = before is not None and before[0] == before[1] and words.low[before[0]] in lists.address
    role = after if before is None or (address and after is not None) else before
    gender = _gender(words, role, start, lists)
    sure = (
        role is not None
        or gender is not None
        or (start > first and words.low[start - 1] in lists.titles)
        or (not place and _who(words, last))
        or (last > start and words.low[start] in lists.given_names)
        or owner_before(words, start, taken) is not None
        or (last > start and owner_after(words, last, taken) is not None)
    )
    return Name(start, last, role, sure, _speaks(words, start, last), gender)


def owner_before(words: Words, first: int, taken: Container[int]) -> int | None:
    """ "India's" Manjeev Singh Puri: the last token of the body before the possessive that a name hangs on."""
    return first - 2 if first > 1 and words.tag[first - 1] == "POS" and first - 2 in taken else None


def owner_after(words: Words, last: int, taken: Container[int]) -> int | None:
    """Gérard Araud "of France"; Jeremy Greenstock, "for Britain,": the first token of the body that follows a name."""
    i = last + 1
    if i + 1 < len(words) and words.text[i] == "(":  # a press release of the UN: "ABDALLAH BAALI (Algeria)"
        i += 1 + (words.low[i + 1] == "the")
        return i if i < len(words) and i in taken else None
    aside = i + 1 < len(words) and words.text[i] == "," and words.low[i + 1] == "for"
    i += aside
    if i + 1 >= len(words) or words.low[i] not in ("of", "for") or (words.low[i] == "for" and not aside):
        return None
    i += 1 + (words.low[i + 1] == "the")
    return i if i < len(words) and i in taken else None


def _role_before(words: Words, start: int, lists: Roles) -> tuple[int, int] | None:
    """ "Russia's UN Ambassador" Churkin, "the foreign secretary", Hague, "ambassador to the UN" Rice: role, name."""
    j = end = start - 1
    place = j >= 0 and (words.tag[j] in NAME or words.low[j] in lists.portfolios)
    away = place and _office_away(words, j, lists) is not None
    if j >= 0 and words.text[j] == ",":
        j = end = j - 1
        away = j >= 0 and _closes(words, start) and _office_away(words, j, lists) is not None
        if j < 0 or (not lists.is_person_noun(words.low[j]) and not away):
            return None
    person = False
    while j >= 0 and words.sent[j] == words.sent[start]:
        tag = words.tag[j]
        if lists.is_person_noun(words.low[j]) or words.low[j] in lists.titles:
            person = True
        elif person and words.low[j] in AWAY and end == start - 1 and not away:
            break  # "a spokesman for President" Obama
        elif not (
            tag[0] == "N"
            or tag in ("JJ", "POS", "CD", "PRP$")
            or words.low[j] in ("of", "for", "the", "former", "vice", "deputy", "-", "–")
            or words.text[j].isspace()
            or (words.low[j] in AWAY and away)
            or (tag in ("VBN", "VBG") and person and words.tag[j - 1] in ("POS", "DT", "JJ"))  # "Iran's accredited ambassador"
            or (words.low[j] == "and" and j and (lists.is_person_noun(words.low[j - 1]) or words.tag[j - 1] not in NAME))
        ):
            break
        if tag == "DT" and (person or (end == start - 1 and not away)):
            break
        j -= 1
    j += 1
    if words.low[j] in lists.calendar and words.low[j - 1] in BEFORE_TIMES:
        j += 1  # "In May UN envoy Rice"
    while j < end and (words.tag[j] in ("IN", "CC", "POS", "DT") or words.text[j] in HYPHENS or words.text[j].isspace()):
        j += 1
    return (j, end) if person and j <= end else None


def _office_away(words: Words, last: int, lists: Roles) -> int | None:
    """The office whose place ends at `last`: the front's "representative in New York", Claude Dusaidi, said."""
    if last < 0 or words.tag[last] not in (*NAME, "NN"):
        return None
    j = last
    while j > max(0, last - 6) and (words.tag[j] in (*NAME, "DT", "NN") or words.text[j] in HYPHENS or words.text[j].isspace()):
        if _is_office(words, j, lists):
            return None  # "an aide of the president"
        j -= 1
    return j - 1 if words.low[j] in AWAY and j > 0 and j < last and _is_office(words, j - 1, lists) else None


def _is_office(words: Words, i: int, lists: Roles) -> bool:
    return words.low[i] in lists.people or words.low[i] in lists.titles


def _closes(words: Words, start: int) -> bool:
    """Whether a comma or full stop closes the name that begins at `start`."""
    j = start
    while j < len(words) and (words.tag[j] in NAME or words.text[j] in HYPHENS):
        j += 1
    return j < len(words) and words.text[j] in (",", ".", "—", "–", "--")


def _role_after(words: Words, last: int, lists: Roles) -> tuple[int, int] | None:
    """Diaz, "Amnesty International's representative to the UN", said: the apposition after a name."""
    j = last + 1
    if j < len(words) and words.text[j] == "(":
        return None
    if j >= len(words) or words.text[j] not in (",", "—", "–"):
        return None
    j += 1
    if j + 2 < len(words) and words.tag[j] == "CD" and words.text[j + 1] == ",":  # Jonassaint, 81, the president
        j += 2
    start = j
    person = None
    while (
        j < len(words)
        and j - start < 25
        and words.text[j] not in (",", ".", ";", "—", "–", ":", '"', "“", "”")
        and not words.text[j].isspace()
    ):
        if words.tag[j] in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT") or words.low[j] in ("who", "which", "that"):
            break
        if person is None and lists.is_person_noun(words.low[j]) and not (j + 1 < len(words) and words.tag[j + 1] in ("POS",)):
            person = j
        j += 1
    if (
        person is None
        or words.tag[start] in ("IN", "CC", "PRP", "RB", "WRB")
        or any(words.low[k] in ("and", "with") for k in range(start, person))
    ):
        return None
    while start < person and words.tag[start] == "DT":
        start += 1
    return start, j - 1


def _gender(words: Words, role: tuple[int, int] | None, start: int, lists: Roles) -> str | None:
    near = (
        range(max(0, start - 1), start) if role is None else range(role[0], max(role[1] + 1, start if role[1] < start else 0))
    )
    for j in near:
        if words.low[j] in lists.she:
            return "she"
        if words.low[j] in lists.he:
            return "he"
    return None


def _who(words: Words, last: int) -> bool:
    j = last + 1
    if j < len(words) and words.text[j] == ",":
        j += 1
        if j + 1 < len(words) and words.tag[j] == "CD" and words.text[j].isdigit() and words.text[j + 1] == ",":
            return True
    return j < len(words) and words.low[j] in ("who", "whose", "whom")


def _speaks(words: Words, first: int, last: int) -> bool:
    for i in range(first, last + 1):
        head = words.head[i]
        if words.dep[i] == "nsubj" and words.is_verb(head):
            return _tells(words, head)
    closes = last + 2 < len(words) and words.text[last + 1] == "," and words.text[first - 1 : first] == [","]
    return closes and words.tag[last + 2] in ("VBD", "VBZ") and _tells(words, last + 2)


def _tells(words: Words, verb: int) -> bool:
    entry = lexicon().verbs.get(words.lemma(verb))
    return entry is not None and entry.speaks
