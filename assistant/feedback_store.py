"""The database in which feedback is kept: one file beside the index, nobody else's to read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Column, Engine, Integer, MetaData, Table, Text, create_engine, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import CreateTable

from assistant.feedback import Exchange, Feedback, Row

BUSY = 30
"""Seconds to wait while another reads or writes."""
UNREADABLE = "Tilbakemeldingene i {file} kan ikke leses. Filen er skadet, låst eller ikke en database."
TABLE = Table(
    "feedback",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("given", Text, nullable=False),
    Column("opinion", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("exchange", Text),  # JSON; null where the person did not want it kept
    sqlite_autoincrement=True,  # a number that was taken back is not given anew
)


class FeedbackStore:
    """All feedback, in one file that only its owner may read; any number of threads may use it."""

    def __init__(self, file: Path) -> None:
        """The store in this file, which is made when it is first needed."""
        self.file = file
        self._lock = Lock()
        self._engine: Engine | None = None

    def add(self, feedback: Feedback) -> str:
        """Keep feedback; gives the key with which it can be taken back."""
        key = uuid.uuid4().hex
        row = feedback.model_dump(mode="json", exclude={"exchange"})
        exchange = feedback.exchange.model_dump_json() if feedback.exchange else None
        with self._open().begin() as connection:
            connection.execute(TABLE.insert(), {**row, "key": key, "exchange": exchange})
        return key

    def remove(self, key: str) -> None:
        """Take feedback back, so that nothing of it is left in the file or beside it.

        Raises:
            SQLAlchemyError: when others use the file for too long; then all of it is left.
        """
        with self._open().begin() as connection:
            connection.execute(TABLE.delete().where(TABLE.c.key == key))

    def read(self) -> Iterator[Row]:
        """Each feedback by its number, oldest first; None for one that cannot be read.

        Raises:
            OSError: when there is no telling how many there are.
        """
        for number in self._numbers():
            try:
                yield number, self._read(number)
            except (SQLAlchemyError, ValueError):
                yield number, None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._engine:
                self._engine.dispose()
            self._engine = None

    def _numbers(self) -> Sequence[int]:
        try:
            with self._open().connect() as connection:
                return connection.scalars(select(TABLE.c.number).order_by(TABLE.c.number)).all()
        except SQLAlchemyError as error:
            raise OSError(UNREADABLE.format(file=self.file)) from error

    def _read(self, number: int) -> Feedback:
        with self._open().connect() as connection:
            row = connection.execute(select(TABLE).where(TABLE.c.number == number)).mappings().one()
        exchange = Exchange.model_validate_json(row["exchange"]) if row["exchange"] is not None else None
        return Feedback.model_validate(
            {**{name: row[name] for name in Feedback.model_fields}, "exchange": exchange}
        )

    def _open(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = _engine(self.file)
            return self._engine


def _engine(file: Path) -> Engine:
    """The database, made where it is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)  # the journal beside it gets what it has
    address = URL.create("sqlite", database=str(file))
    engine = create_engine(address, connect_args={"timeout": BUSY}, hide_parameters=True)  # in messages
    event.listen(engine, "connect", _leave_no_traces)
    try:
        with engine.begin() as connection:
            connection.execute(CreateTable(TABLE, if_not_exists=True))
    except SQLAlchemyError as error:
        engine.dispose()
        raise OSError(UNREADABLE.format(file=file)) from error
    return engine


def _leave_no_traces(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """What is deleted is overwritten, and does not live on in a write-ahead log for as long as anybody reads."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute("PRAGMA journal_mode = DELETE")
    cursor.close()
