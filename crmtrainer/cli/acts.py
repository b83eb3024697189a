# SPDX-License-Identifier: MIT
"""`acts`, `act`, `queries`, `ask`: every act and every question, in JSON."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmtrainer.cli.common import object_from, open_house, plain, settings_of, show
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import from_plain, schema_of
from crmtrainer.kernel.commands import HUMANS, Actor, Command, Done, Realm, Role, command_named
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.kernel.queries import arguments_for, question_named, schema_of_query

if TYPE_CHECKING:
    from crmtrainer.agenda.world import World
    from crmtrainer.interactions.queries import Line

WorldFile = Annotated[Path | None, typer.Option("--world", help="A world file, instead of an attempt’s.")]
Attempt = Annotated[str, typer.Option("--attempt", help="The attempt’s reference, like A-3F2C1B.")]


class Person(StrEnum):
    """The roles that people have: nobody sits down as the world."""

    LEARNER = Role.LEARNER.value
    TRAINER = Role.TRAINER.value
    ASSESSOR = Role.ASSESSOR.value
    IQA = Role.IQA.value


As = Annotated[Person, typer.Option("--as", help="In which role.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("acts")(list_acts)
    app.command("act")(perform_act)
    app.command("queries")(list_queries)
    app.command("ask")(ask_query)


def list_acts(
    mine: Annotated[bool, typer.Option("--people", help="Only what people do, not what the world does.")] = False,
) -> None:
    """List every act: its verb, who may do it, and the JSON schema of its arguments."""
    from crmtrainer import bootstrap

    show(
        [_act(command) for _, command in sorted(bootstrap.all_commands().items()) if not mine or command.roles & HUMANS]
    )


def perform_act(
    context: typer.Context,
    verb: str,
    arguments: Annotated[str, typer.Argument(help="A JSON object, or - for standard input.")] = "{}",
    world: WorldFile = None,
    attempt: Attempt = "",
    role: As = Person.LEARNER,
    request: Annotated[str | None, typer.Option("--request", help="Makes a repeated call harmless.")] = None,
) -> None:
    """Perform one act, like: crmtrainer act note.add '{"customer_id": 12, "words": "Rang back."}' --attempt A-3F2C1B"""
    from crmtrainer import bootstrap

    bootstrap.all_commands()  # imports every room, so that the verb is known
    command = from_plain(command_named(verb), object_from(arguments))
    with open_house(settings_of(context).home) as house:
        actor = house.actor_for(Role(role.value))
        said: Json = None
        if command.realm is Realm.CENTRE:
            done: Done = house.centre.perform(command, actor, request_id=request)
        else:
            with house.world_at(world, attempt, actor) as opened:
                newest = _newest(opened, actor, getattr(command, "conversation_id", None))
                done = opened.perform(command, actor, request_id=request)
                said = _said_back(opened, actor, done, newest)
    show(_done(command, done) | ({} if said is None else {"said_back": said}))


def list_queries() -> None:
    """List every question: its name, who may ask it, and the JSON schema of its arguments."""
    from crmtrainer import bootstrap

    show([_question(name, query) for name, query in sorted(bootstrap.all_questions().items())])


def ask_query(
    context: typer.Context,
    query: str,
    arguments: Annotated[str, typer.Argument(help="A JSON object, or - for standard input.")] = "{}",
    world: WorldFile = None,
    attempt: Attempt = "",
    role: As = Person.LEARNER,
) -> None:
    """Ask one question, like: crmtrainer ask customers.find '{"text": "sahota"}' --attempt A-3F2C1B"""
    from crmtrainer import bootstrap

    bootstrap.all_questions()  # imports every room, so that the question is known
    function: Any = question_named(query)
    given = arguments_for(function, dict(object_from(arguments)))
    with open_house(settings_of(context).home) as house:
        actor = house.actor_for(Role(role.value))
        if function.realm is Realm.CENTRE:
            answer = house.centre.ask(function, actor, **given)
        else:
            with house.world_at(world, attempt, actor) as opened:
                answer = opened.ask(function, actor, **given)
    show(answer)


def _act(command: type[Command]) -> Json:
    return {
        "verb": command.verb,
        "about": (command.__doc__ or "").strip(),
        "realm": command.realm.value,
        "roles": plain(sorted(role.value for role in command.roles)),
        "kept_apart": plain(sorted(command.typed)),
        "arguments": schema_of(command),
    }


def _question(name: str, query: Callable[..., Any]) -> Json:
    realm: Realm = query.realm  # type: ignore[attr-defined]  # set by `answers`
    roles: frozenset[Role] = query.roles  # type: ignore[attr-defined]
    return {
        "query": name,
        "about": (query.__doc__ or "").strip(),
        "realm": realm.value,
        "roles": plain(sorted(role.value for role in roles)),
        "arguments": schema_of_query(query),
    }


def _heard(world: World, actor: Actor, talk: ConversationId) -> tuple[Line, ...]:
    """What is heard of a conversation; nothing of one that is not there, or over and on a record that is not open.

    The act answers for the first itself, and to the second nobody is listening any more.
    """
    from crmtrainer.interactions.queries import lines

    try:
        return world.ask(lines, actor, talk)
    except Expected:
        return ()


def _newest(world: World, actor: Actor, talk: ConversationId | None) -> int:
    """The newest line of a conversation, by its id; 0 where there is none."""
    return 0 if talk is None else max((line.id for line in _heard(world, actor, talk)), default=0)


def _said_back(world: World, actor: Actor, done: Done, newest: int) -> Json:
    """What the other person on the line said in answer to the act; None where the act was none of a conversation.

    `newest` is the newest line before it. A repeated act is told all that was said since we last spoke.
    """
    from crmtrainer.interactions.rules import Speaker

    talk = done.outcome.facts.get("conversation_id")
    if not done.outcome.subject.startswith("conversation:") or not isinstance(talk, int):
        return None
    said = _heard(world, actor, ConversationId(talk))
    ours = max((line.id for line in said if line.speaker is Speaker.YOU), default=0)
    since = ours if done.repeated else max(ours, newest)
    return [line.words for line in said if line.speaker is Speaker.THEM and line.id > since]


def _done(command: Command, done: Done) -> dict[str, Json]:
    return {
        "verb": command.verb,
        "entry": done.seq,
        "repeated": done.repeated,
        "facts": plain(dict(done.outcome.facts)),
        "changes": [{"kind": change.kind, "id": change.ident} for change in done.outcome.changes],
    }
