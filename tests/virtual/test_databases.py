"""SQLite takes the simulated time for its own, and waits in it."""

from __future__ import annotations

from pathlib import Path

from tests.virtual.programs import run, written

BEGIN = """
import os, sqlite3, threading, time
path = os.environ["GOLIVE_DATA_DIR"] + "/own.db"
"""


def test_functions_and_defaults_show_the_simulated_time(tmp_path: Path) -> None:
    code = """
time.sleep(90)
db = sqlite3.connect(path)
db.execute("create table t (a, at default current_timestamp)")
db.execute("insert into t (a) values (1)")
print(db.execute("select at, datetime('now', '+1 day'), date(), strftime('%s', 'now') from t").fetchone())
print(db.execute("select datetime(0, 'unixepoch'), date('2020-02-29'), time('10:30')").fetchone())
"""
    assert written(run(tmp_path, BEGIN + code)) == [
        "('2025-11-12 13:01:30', '2025-11-13 13:01:30', '2025-11-12', '1762952490')",
        "('1970-01-01 00:00:00', '2020-02-29', '10:30:00')",
    ]


def test_a_lock_is_waited_for_in_simulated_time(tmp_path: Path) -> None:
    code = """
began = time.monotonic()
db = sqlite3.connect(path)
db.execute("create table t (a)")
db.commit()
def hold():
    other = sqlite3.connect(path)
    other.execute("begin immediate")
    time.sleep(4)
    other.commit()
threading.Thread(target=hold).start()
time.sleep(1)
with db:
    db.execute("insert into t values (1)")
print(round(time.monotonic() - began, 1))
threading.Thread(target=hold).start()
time.sleep(1)
db.execute("pragma busy_timeout = 1500")
try:
    db.executemany("insert into t values (?)", ([number] for number in range(3)))
except sqlite3.OperationalError as error:
    print(round(time.monotonic() - began, 1), error)
time.sleep(5)
db.executemany("insert into t values (?)", ([number] for number in range(3)))
print(db.execute("select count(*) from t").fetchone()[0])
"""
    assert written(run(tmp_path, BEGIN + code)) == ["4.0", "6.5 database is locked", "4"]


def test_sqlalchemy_stamps_rows_by_both_clocks(tmp_path: Path) -> None:
    code = """
import datetime
from sqlalchemy import Column, DateTime, Integer, MetaData, Table, create_engine, func, insert, select
engine, tables = create_engine("sqlite:///" + path), MetaData()
rows = Table(
    "rows", tables, Column("id", Integer, primary_key=True),
    Column("stored", DateTime, server_default=func.now()), Column("made", DateTime, default=datetime.datetime.now))
tables.create_all(engine)
time.sleep(59.994)
with engine.begin() as connection:
    connection.execute(insert(rows).values())
with engine.connect() as connection:
    print(*map(str, connection.execute(select(rows.c.stored, rows.c.made)).one()))
"""
    assert written(run(tmp_path, BEGIN + code)) == ["2025-11-12 13:01:00 2025-11-12 13:01:00"]


def test_a_script_of_statements_runs_as_it_does_in_sqlite(tmp_path: Path) -> None:
    code = """
db = sqlite3.connect(path)
db.executescript('''
    create table t (a text); -- a comment; with a mark
    insert into t values ('one; two');;
    create trigger tr after insert on t begin update t set a = a || '!' where rowid = new.rowid; end;
    begin; insert into t values ('three'); commit;
    select * from t;
    insert into t values ('last') /* without an end; */
''')
print([a for a, in db.execute("select a from t")], db.in_transaction)
db.execute("insert into t values ('open')")
print(db.in_transaction)
db.executescript("insert into t values ('after'); begin; insert into t values ('undone')")
db.rollback()
print(db.execute("select count(*) from t").fetchone()[0])
try:
    db.executescript("select 1; nonsense; select 2")
except sqlite3.OperationalError as error:
    print(error)
"""
    assert written(run(tmp_path, BEGIN + code)) == [
        "['one; two', 'three!', 'last!'] False",
        "True",
        "5",
        'near "nonsense": syntax error',
    ]
