"""Log lines can be read by a machine, and nobody can forge one."""

import json
import logging
import sys

from danvan.logging import JsonLines


def formatted(message: str, **fields: object) -> str:
    record = logging.LogRecord("danvan", logging.WARNING, __file__, 1, message, None, None)
    record.__dict__.update(fields)
    return JsonLines().format(record)


def test_a_line_is_one_json_object():
    line = json.loads(formatted("đã nộp"))

    assert line["message"] == "đã nộp"
    assert line["level"] == "WARNING"
    assert line["logger"] == "danvan"


def test_control_characters_cannot_start_a_second_line():
    line = formatted('x\r\n{"level": "INFO"}\x1b[31m\u2028')

    assert line.isascii()
    assert line.isprintable()


def test_an_exception_is_part_of_the_line():
    try:
        raise ValueError("wrong")
    except ValueError:
        line = formatted("failed", exc_info=sys.exc_info())

    assert "ValueError: wrong" in json.loads(line)["exception"]


def test_a_refusal_reported_late_still_names_its_request(rf):
    request = rf.get("/", REQUEST_ID="1f" * 16)

    assert json.loads(formatted("Not Found", request=request))["request"] == "1f" * 16
