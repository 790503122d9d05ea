"""The store: readings kept in a database, SQLite in one file or PostgreSQL by its URL.

The only place with SQL, but for the questions of `query.py`.  Knows how a reading becomes rows and comes back; nothing of
how it was read.
"""

from reportedly.store.database import Database
from reportedly.store.writing import Store

__all__ = ["Database", "Store"]
