"""What the Charter and the record say: members, presidency, Article 27, vetoes and drafts voted on. Imports nothing heavy."""

from horseshoe.council.members import COMPLETE_THROUGH, Member, is_member, is_permanent, members_on, permanent_members
from horseshoe.council.presidency import president, president_on
from horseshoe.council.rule import Outcome, majority_needed, tally
from horseshoe.council.states import find_state, group_of, name_on
from horseshoe.council.vetoes import Veto, vetoes
from horseshoe.council.votes_on_record import Candidate, DraftVote, draft_votes, find_draft, matching

__all__ = [
    "COMPLETE_THROUGH",
    "Candidate",
    "DraftVote",
    "Member",
    "Outcome",
    "Veto",
    "draft_votes",
    "find_draft",
    "find_state",
    "group_of",
    "is_member",
    "is_permanent",
    "majority_needed",
    "matching",
    "members_on",
    "name_on",
    "permanent_members",
    "president",
    "president_on",
    "tally",
    "vetoes",
]
