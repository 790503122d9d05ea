"""Who and where: nations, organisations, roles, people in office with dates, cues of speech, places.

Tables of facts and the look-ups over them; nothing of documents.
"""

from reportedly.knowledge.gazetteer import Gazetteer
from reportedly.knowledge.names import FAMILY_NAME_FIRST, Knowledge, load_knowledge, words_of
from reportedly.knowledge.people import Term, office
from reportedly.knowledge.records import Country, Entry, GazetteerPlace, Role

__all__ = [
    "FAMILY_NAME_FIRST",
    "Country",
    "Entry",
    "Gazetteer",
    "GazetteerPlace",
    "Knowledge",
    "Role",
    "Term",
    "load_knowledge",
    "office",
    "words_of",
]
