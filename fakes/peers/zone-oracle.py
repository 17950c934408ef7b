"""Says who is on call, from the words of server/features/on-call/README.md alone: zoneinfo, plain search, nothing shared with the rules.

Reads {"schedules": [{zone, layers, overrides, instants}]} and writes, per schedule and instant, who is on call (sorted, joined).
"""
import json
import sys
from bisect import bisect_right
from calendar import monthrange
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SABOTEUR = "--add-86400-seconds" in sys.argv


def wall(text):
    return datetime.fromisoformat(text)


@lru_cache(maxsize=None)
def stamp(zone, local):
    """The first instant at which clocks of the zone show the time or a later one."""
    early = local.replace(tzinfo=zone, fold=0)
    late = local.replace(tzinfo=zone, fold=1)
    for found in sorted((early.timestamp(), late.timestamp())):
        if datetime.fromtimestamp(found, zone).replace(tzinfo=None) == local:
            return int(found)
    # The time is skipped: find where clocks jump over it.
    low, high = int(min(early.timestamp(), late.timestamp())) - 1, int(max(early.timestamp(), late.timestamp())) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).replace(tzinfo=None) >= local:
            high = middle
        else:
            low = middle
    return high


def months_later(start, count):
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return start.replace(year=year, month=month, day=min(start.day, monthrange(year, month)[1]))


def handoffs(layer, zone, until):
    """Instants at which turns begin, from the layer's start."""
    start, amount, unit = wall(layer["starts"]), layer["amount"], layer["unit"]
    days = {day for hours in layer["hours"] for day in hours["days"]}
    found, turn, local, first = [], 0, start, stamp(zone, start)
    counted = not days or DAYS[start.weekday()] in days
    while True:
        if unit == "d" and days and len(days) < 7:
            if turn > 0 or not counted:
                left = amount if turn > 0 or counted else 1
                while left > 0:
                    local += timedelta(days=1)
                    left -= DAYS[local.weekday()] in days
            counted = True
        elif unit == "mo":
            local = months_later(start, turn * amount)
        else:
            local = start + timedelta(**{{"h": "hours", "d": "days", "w": "weeks"}[unit]: turn * amount})
        at = first + turn * amount * {"h": 3600, "d": 86400, "w": 604800, "mo": 2592000}[unit] if SABOTEUR else stamp(zone, local)
        if at > until:
            return found
        found.append(at)
        turn += 1


def within(layer, zone, at):
    if not layer["hours"]:
        return True
    today = datetime.fromtimestamp(at, zone).date()
    for ahead in (-2, -1, 0, 1):
        date = today + timedelta(days=ahead)
        for hours in layer["hours"]:
            if DAYS[date.weekday()] not in hours["days"]:
                continue
            begins = datetime.fromisoformat(f"{date}T{hours['from']}")
            ends = datetime.fromisoformat(f"{date}T{hours['to']}")
            if ends <= begins:
                ends += timedelta(days=1)
            if stamp(zone, begins) <= at < stamp(zone, ends):
                return True
    return False


def on_call(schedule, prepared, at):
    best, people = -1, set()
    for layer, starts, ends, marks, zone in prepared:
        if at < starts or (ends is not None and at >= ends) or not within(layer, zone, at):
            continue
        turn = max(0, bisect_right(marks, at) - 1)
        held = layer["people"][turn % len(layer["people"])]
        if not held or layer["priority"] < best:
            continue
        if layer["priority"] > best:
            best, people = layer["priority"], set()
        people.update(held)
    for override in schedule["overrides"]:
        if not override["from"] <= at < override["to"]:
            continue
        if override["kind"] == "add":
            people.add(override["person"])
        elif override["kind"] == "temporary":
            people = {shift["person"] for shift in override["shifts"] if shift["from"] <= at < shift["to"]}
        elif override["replaces"] in people:
            people.discard(override["replaces"])
            people.add(override["person"])
    return " ".join(sorted(people))


def main():
    answers = []
    for schedule in json.load(sys.stdin)["schedules"]:
        zone, until = ZoneInfo(schedule["zone"]), max(schedule["instants"])
        prepared = []
        for layer in schedule["layers"]:
            ends = None if layer["ends"] is None else stamp(zone, wall(layer["ends"]))
            prepared.append((layer, stamp(zone, wall(layer["starts"])), ends, handoffs(layer, zone, until), zone))
        answers.append([on_call(schedule, prepared, at) for at in schedule["instants"]])
    json.dump(answers, sys.stdout)


main()
