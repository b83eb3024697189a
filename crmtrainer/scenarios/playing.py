# SPDX-License-Identifier: MIT
"""Playing a beat: somebody speaks, writes, rings, hangs up or works, provided that it still fits."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.handoffs.commands import AskBack, CompleteHandoff, ReportProgress
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.writing import completion_topic
from crmtrainer.interactions.commands import ReceiveMessage, RingConversation
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import TALKING, Channel, ConversationState
from crmtrainer.interactions.writing import hang_up, hear
from crmtrainer.kernel.commands import Change, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import CustomerId, HandoffId, TicketId
from crmtrainer.scenarios.beats import may_play
from crmtrainer.scenarios.commands import PlayBeat
from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.format.talk import Beat, Says, Sends, TeamDoes
from crmtrainer.scenarios.models import BeatPlayed
from crmtrainer.scenarios.people import feel
from crmtrainer.scenarios.script import Script, running, script_of
from crmtrainer.scenarios.situation import Situation
from crmtrainer.scenarios.speech import filled
from crmtrainer.scenarios.telling_time import spoken_time
from crmtrainer.scenarios.trace import in_context, read_acts
from crmtrainer.scenarios.viewing import view
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket


def play_beat(cmd: PlayBeat, work: UnitOfWork) -> Outcome:
    """Play one beat, or leave it when its conditions no longer hold: the engine then plans what fits instead."""
    row = running(work.session)
    if row is None:
        raise Refused("scenario.none")
    script = script_of(row)
    beat = _beat(script.content, cmd)
    situation = _situation(work, script)
    told: dict[str, object] = {"beat": beat.beat, "variant": beat.variant, "person": beat.person}
    if not may_play(beat, situation) or not holds(beat.when, situation):
        return Outcome((), {**told, "played": False}, f"beat:{beat.beat}")
    work.add(BeatPlayed(id=work.new_id("beat_played"), name=beat.beat, variant=beat.variant, at=work.now, seq=work.seq))
    changes = _perform(work, script.content, situation, beat)
    return Outcome(changes, {**told, "played": True}, f"beat:{beat.beat}")


def _perform(work: UnitOfWork, content: Content, situation: Situation, beat: Beat) -> tuple[Change, ...]:
    changes: list[Change] = []
    if beat.rings is not None:
        plan(work, work.now, RingConversation(beat.person, Channel.PHONE, beat.rings.shown))
    if beat.says is not None:
        changes += _say(work, content, situation, beat.person, beat.says)
    if beat.sends is not None:
        plan(work, work.now, _message(work, content, situation, beat.person, beat.sends))
    if beat.hangs_up:
        changes += _hang_up(work, beat.person)
    if beat.team is not None:
        _let_team(work, content, situation, beat.team)
    if beat.feels is not None:
        feel(work, beat.feels)
    return tuple(changes)


def _say(work: UnitOfWork, content: Content, situation: Situation, person: str, says: Says) -> list[Change]:
    talk = _talk_with(work, person)
    if talk is None or talk.state not in TALKING:
        return []
    words = _spoken(content, situation, says.words)
    hear(work, talk, words, from_state=says.from_, to_state=says.to, hidden=says.hidden or "")
    return [Change("conversation", talk.id)]


def _hang_up(work: UnitOfWork, person: str) -> list[Change]:
    talk = _talk_with(work, person)
    if talk is None:
        return []
    hang_up(work, talk)
    return [Change("conversation", talk.id)]


def _message(work: UnitOfWork, content: Content, situation: Situation, person: str, sends: Sends) -> ReceiveMessage:
    persona = content.scenario.persona(person)
    customer = content.placed[persona.customer or content.scenario.customer]
    ticket = work.session.scalar(select(Ticket.id).where(Ticket.customer_id == customer).order_by(Ticket.id.desc()))
    return ReceiveMessage(
        customer_id=CustomerId(customer),
        channel=sends.channel,
        author=persona.name,
        words=_spoken(content, situation, sends.words),
        ticket_id=None if ticket is None else TicketId(ticket),
        attachment_name=sends.attached.name if sends.attached else "",
        attachment_about=sends.attached.about if sends.attached else "",
    )


def _let_team(work: UnitOfWork, content: Content, situation: Situation, does: TeamDoes) -> None:
    handoff = situation.handoffs.get(does.team)
    if handoff is None:
        return
    ident = HandoffId(handoff.id)
    if does.asks is not None:
        plan(work, work.now, AskBack(ident, _spoken(content, situation, does.asks)))
    if does.reports is not None:
        plan(work, work.now, ReportProgress(ident, _spoken(content, situation, does.reports)))
    if does.finishes is not None:
        # The team would have finished of its own accord some time; the scenario says when.
        drop(work, completion_topic(work.get(Handoff, handoff.id)))
        plan(work, work.now, CompleteHandoff(ident, _spoken(content, situation, does.finishes)))


def _talk_with(work: UnitOfWork, person: str) -> Conversation | None:
    """The conversation that this person is in, or that rings."""
    talks = (
        select(Conversation)
        .where(Conversation.persona == person, Conversation.state.in_({*TALKING, ConversationState.RINGING}))
        .order_by(Conversation.id.desc())
    )
    return work.session.scalars(talks.limit(1)).first()


def _spoken(content: Content, situation: Situation, words: str) -> str:
    """The words with what the world has to say in their places."""
    due = [promise.due_at for promise in situation.promises]
    refs = [handoff.ref for handoff in situation.handoffs.values()]
    known = {
        "promised": spoken_time(max(due), content.pack.zone) if due else "soon",
        "handoff": refs[-1] if refs else "",
    }
    return filled(words, known)


def _beat(content: Content, cmd: PlayBeat) -> Beat:
    for beat in content.scenario.beats:
        if (beat.beat, beat.variant) == (cmd.beat, cmd.variant):
            return beat
    raise Refused("scenario.no_such_beat", beat=f"{cmd.beat}/{cmd.variant}")


def _situation(work: UnitOfWork, script: Script) -> Situation:
    acts = in_context(read_acts(work.session, script.verbs), script.content)
    return view(work.session, script.content, work.now, acts)
