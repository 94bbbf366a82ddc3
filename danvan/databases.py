"""Connection options of the two databases that the program runs on."""

import sqlite3

from danvan.env import BASE_DIR, env

# The race that corrupts a WAL database when its log is reset was mended in these releases.
WAL_MENDED = (3, 51, 3)
WAL_MENDED_BRANCHES = {(3, 44): 6, (3, 50): 7}


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite release may keep a write-ahead log without risking the file."""
    branch_fix = WAL_MENDED_BRANCHES.get(version[:2])
    return version >= WAL_MENDED or (branch_fix is not None and version[2] >= branch_fix)


def database_settings() -> dict:
    """Return `DATABASES["default"]`: DATABASE_URL, or a file under var/ when it is not set."""
    address = env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'danvan.sqlite3'}")
    options = sqlite_options() if "sqlite3" in address["ENGINE"] else postgres_options()
    address["OPTIONS"] = {**address.get("OPTIONS", {}), **options["OPTIONS"]}
    return address | {key: value for key, value in options.items() if key != "OPTIONS"}


def sqlite_options() -> dict:
    """Writers queue instead of failing; a commit that was answered survives a power cut."""
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    return {
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": (
                f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            ),
        }
    }


def postgres_options() -> dict:
    """A small pool per worker; no statement may hold a page, or a lock, for ever."""
    return {
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": env.int("DANVAN_POOL_SIZE", default=8)},
            "options": "-c statement_timeout=30s -c lock_timeout=10s",
        },
    }
