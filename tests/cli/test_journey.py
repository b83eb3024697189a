# SPDX-License-Identifier: MIT
"""The command line as a person uses it: a case without a window, and plain answers to wrong usage."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.cli.root import run_cli

CASE = "passed-to-warehouse"


class Line:
    """One data folder, typed at."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._patch, self._caught = home, monkeypatch, capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what was printed, and what was said on standard error."""
        self._patch.setattr(sys, "argv", ["crmtrainer", "--data", str(self._home), *words])
        self._caught.readouterr()
        with pytest.raises(SystemExit) as left:
            run_cli()
        out, err = self._caught.readouterr()
        code = left.value.code
        return (code if isinstance(code, int) else 0), out, err

    def json(self, *words: str) -> Any:
        code, out, err = self.run(*words)
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path / "home", monkeypatch, capsys)


def test_a_case_goes_from_the_first_ring_to_hand_in_without_a_window(line: Line, tmp_path: Path) -> None:
    begun = line.json("attempt", "start", CASE)
    ref = begun["attempt"]
    waited = line.json("attempt", "wait", ref, "--minutes", "25")
    (call,) = waited["on_the_line"]
    assert "conversation.ring" in waited["happened"]
    assert waited["still_planned"] >= 0
    assert call["state"] == "ringing"
    assert line.json("ask", "conversations.live", "--attempt", ref) == [call]
    answered = line.json("act", "conversation.answer", json.dumps({"conversation_id": call["id"]}), "--attempt", ref)
    assert answered["said_back"][0].startswith("At last. Harjit Sahota here.")
    move = line.json("ask", "scenario.moves", json.dumps({"conversation_id": call["id"]}), "--attempt", ref)["moves"][0]
    said = {"conversation_id": call["id"], "words": move["words"], "move": move["key"], "own_words": False}
    told = line.json("act", "conversation.say", json.dumps(said), "--attempt", ref)
    assert (len(told["said_back"]), "LS99 4QV" in told["said_back"][0]) == (1, True)
    hurried = line.run("act", "practice.set", '{"speed": 60}', "--attempt", ref)
    assert (hurried[0], "Finish the call first." in hurried[2]) == (1, True)
    (talk,) = line.json("attempt", "wait", ref, "--minutes", "1")["on_the_line"]
    assert talk["state"] == "live"
    found = line.json("ask", "customers.find", '{"text": "LK-57120"}', "--attempt", ref)["rows"]
    assert found
    caller = json.dumps({"conversation_id": call["id"], "customer_id": found[0]["customer_id"]})
    assert line.json("act", "conversation.identify", caller, "--attempt", ref)["said_back"] == []
    ended = line.json("act", "conversation.end", json.dumps({"conversation_id": call["id"]}), "--attempt", ref)
    assert ended["said_back"] == []
    assert line.json("attempt", "finish", ref)["state"] == "finished"
    handed_in = Path(line.json("attempt", "hand-in", ref)["file"])
    assert line.run("verify", str(handed_in))[0] == 0
    elsewhere = Line(tmp_path / "elsewhere", line._patch, line._caught)
    received = elsewhere.json("attempt", "receive", str(handed_in), "--learner", "Jo Bloggs")
    assert (received["state"], received["learner_name"], received["handed_in_at"]) == ("handed_in", "Jo Bloggs", None)
    assert received["record"].startswith("Record: INTACT.")
    assert elsewhere.json("attempt", "name", received["ref"], "Jo B")["learner_name"] == "Jo B"
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(handed_in.read_bytes())
    with closing(sqlite3.connect(damaged)) as file, file:
        file.execute("UPDATE utterance SET words = 'Something kinder' WHERE id = 1")
    other = Line(tmp_path / "other", line._patch, line._caught)
    code, out, err = other.run("attempt", "receive", str(damaged))
    assert (code, json.loads(out)["record"], err.strip()) == (1, err.strip(), err.strip())
    assert err.startswith("Record: DAMAGED")
    assert [row["state"] for row in other.json("attempt", "list")] == ["handed_in"], "it is taken in all the same"


def test_a_finished_attempt_is_tried_again_from_an_act_of_it(line: Line) -> None:
    ref = line.json("attempt", "start", CASE)["attempt"]
    (call,) = line.json("attempt", "wait", ref, "--minutes", "25")["on_the_line"]
    early = line.run("attempt", "branch", ref, "--from-act", "4")
    assert (early[0], "Finish attempt" in early[2]) == (1, True)
    line.json("act", "conversation.answer", json.dumps({"conversation_id": call["id"]}), "--attempt", ref)
    line.json("act", "conversation.end", json.dumps({"conversation_id": call["id"]}), "--attempt", ref)
    line.json("attempt", "finish", ref)
    answered = next(act["seq"] for act in line.json("ask", "reports.acts", "--attempt", ref) if "answer" in act["verb"])
    made = line.json("attempt", "branch", ref, "--from-act", str(answered))
    assert (made["branch_of"], made["from_act"]) == (ref, answered)
    assert line.json("ask", "conversations.live", "--attempt", made["attempt"])[0]["state"] == "ringing"
    kept = {row["ref"]: row["branch"] for row in line.json("attempt", "list")}
    assert kept == {ref: None, made["attempt"]: {"ref": ref, "number": 1, "from_act": answered}}


def test_a_refusal_is_one_sentence_and_exit_code_1(line: Line) -> None:
    ref = line.json("attempt", "start", CASE)["attempt"]
    code, out, err = line.run("act", "conversation.answer", '{"conversation_id": 99}', "--attempt", ref)
    assert (code, out) == (1, "")
    assert err.strip() == "There is no conversation with the number 99 here."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("act", "note.ad", "{}", "--world", "x"), "There is no act called note.ad. Did you mean note.add?"),
        (("act", "juggle", "{}", "--world", "x"), "There is no act called juggle. See: crmtrainer acts"),
        (("attempt", "start", "pased-to-warehouse"), "Did you mean passed-to-warehouse?"),
        (("attempt", "start", CASE, "--mode", "assessed"), "In assessed mode everything is done in the window."),
        (("act", "note.add", "{", "--world", "x"), "That is not JSON"),
        (
            ("act", "note.add", '{"customer_id": 1, "words": "x", "colour": 2}', "--world", "x"),
            "colour is not a field here. These are: customer_id, words",
        ),
        (("ask", "no.such", "{}", "--world", "x"), "There is no question called no.such"),
        (("ask", "practice.now"), "Say which world"),
        (("ask", "practice.now", "--world", "nowhere.sqlite3"), "There is no file at"),
    ],
)
def test_bad_input_is_answered_in_words(line: Line, words: tuple[str, ...], said: str) -> None:
    code, out, err = line.run(*words)
    assert (code, out) == (1, "")
    assert said in err


def test_wrong_usage_leaves_with_64(line: Line) -> None:
    assert line.run("no-such-command")[0] == 64


def test_every_act_tells_its_schema_and_who_may_do_it(line: Line) -> None:
    acts = line.json("acts")
    assert {act["verb"] for act in acts} >= {"record.open", "identity.verify", "handoff.send", "judgement.make"}
    for act in acts:
        assert act["about"], act["verb"]
        assert act["roles"], act["verb"]
        assert act["arguments"]["type"] == "object"


def test_every_question_tells_its_schema(line: Line) -> None:
    questions = line.json("queries")
    assert {question["query"] for question in questions} >= {"customers.find", "tickets.queue", "attempts.all"}
    assert all(question["about"] for question in questions)


def test_the_doctor_finds_a_foreign_file_and_says_what_to_do(line: Line, tmp_path: Path) -> None:
    assert line.run("doctor")[0] == 0
    worlds = tmp_path / "home" / "worlds"
    worlds.mkdir(parents=True)
    (worlds / "holiday.sqlite3").write_bytes(b"not a database at all" * 10)
    code, out, _ = line.run("doctor")
    assert code == 1
    assert "worlds/holiday.sqlite3  cannot be used\n" in out
    assert "is not one of this program’s" in out
    assert "store.foreign" not in out  # a code is for programs
    assert '"code": "store.foreign"' in line.run("doctor", "--json")[1]


def test_the_calculator_answers_the_rest_after_a_bad_line(line: Line, tmp_path: Path) -> None:
    good = {
        "id": "x",
        "tz": "Europe/London",
        "hours": {"thu": [["09:00", "17:00"]], "mon": [["09:00", "17:00"]]},
        "date_hours": {"2026-12-24": [["09:00", "12:00"]]},
        "holidays": ["2026-12-25"],
        "start": "2026-12-24T11:30:00+00:00",
        "pauses": [],
        "op": "add",
        "minutes": 60,
    }
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([{**good, "id": "bad", "tz": "Europe/Nowhere"}, good]), encoding="utf-8")
    code, out, _ = line.run("clock", str(file))
    first, second = (json.loads(answer) for answer in out.splitlines())
    assert code == 1
    assert first == {
        "id": "bad",
        "error": "There is no time zone called Europe/Nowhere. Write it like Europe/London.",
    }
    assert second == {"id": "x", "due": "2026-12-28T09:30:00+00:00"}
    explained = json.loads(line.run("clock", "--explain", str(file))[1].splitlines()[1])
    assert [day["counted"] for day in explained["why"]] == [1800, 0, 0, 0, 1800]
    file.write_text("\ufeff" + json.dumps(good), encoding="utf-8")  # as some editors write it, and one alone
    assert json.loads(line.run("clock", str(file))[1]) == second
    file.write_text('[{"id": "\\ud800"}]', encoding="utf-8")  # half a character: nothing can print it
    assert json.loads(line.run("clock", str(file))[1])["id"] == "\ud800"
    file.write_text("[]", encoding="utf-8")
    assert line.run("clock", str(file)) == (0, "", "")
    file.write_text("[7]", encoding="utf-8")
    assert "like {“id”: 1" in line.run("clock", str(file))[1]  # read by people: no escapes
    file.write_text("[" * 100_000, encoding="utf-8")
    code, _, err = line.run("clock", str(file))
    assert (code, err[:17]) == (1, "That is not JSON:")


def test_time_without_measure_and_bytes_that_are_no_text_are_refused_in_a_sentence(line: Line) -> None:
    code, _, err = line.run("attempt", "wait", "A-000000", "--minutes", "999999999999")
    assert (code, "--minutes" in err) == (64, True)
    for words in (("seed", "--name", "\udcff"), ("act", "note.add", "{}", "--request", "\udcff")):
        code, out, err = line.run(*words)
        assert (code, out) == (64, "")
        assert err == "An argument holds bytes that are no text in UTF-8: type it again.\n"
