"""Numbers and words that stand where they cannot: one column after the other of each real table."""

from __future__ import annotations

import functools

from ann_toolkit.datasets.schemas import COVTYPE_RAW
from tests.hostile.corpus import Hostile
from tests.hostile.loader_tables import DATE, TABLES, _cell

# Of each table: a column (its name, or its position where there is no header), a cell, and what is said of it.
GARBAGE: dict[str, list[tuple[str | int, str, str]]] = {
    "robot": [
        (0, "-0.1", "a distance in metres, 0 to 11"),
        (1, "1e6", "a distance in metres"),
        (3, "999", "a distance in metres"),
        (4, "Backwards", "one of Move-Forward"),
        (4, "", "one of Move-Forward"),
        (4, "move-forward", "one of Move-Forward"),
        (4, "Move-Forward\u200b", "one of Move-Forward"),
        (4, "nan", "one of Move-Forward"),
        (4, "0", "one of Move-Forward"),
    ],
    "california": [
        ("median_income", "-1", "an income"),
        ("median_income", "83252", "an income in 10 000 dollars"),
        ("housing_median_age", "-41", "an age"),
        ("housing_median_age", "1990000", "an age"),
        ("total_rooms", "-880", "a count"),
        ("total_bedrooms", "-1", "a count"),
        ("population", "-322", "a count"),
        ("population", "1e12", "a count"),
        ("households", "0", "1 or more households"),
        ("households", "-126", "1 or more households"),
        ("households", "0.001", "1 or more households"),
        ("latitude", "999", "a latitude"),
        ("latitude", "-90.01", "a latitude"),
        ("longitude", "-181", "a longitude"),
        ("longitude", "1e300", "a longitude"),
        ("median_house_value", "-1", "a price"),
        ("median_house_value", "1e15", "a price"),
    ],
    "covtype": [
        (0, "12000", "a height"),
        (0, "-9999", "a height"),
        (1, "361", "a direction"),
        (1, "-1", "a direction"),
        (2, "91", "a slope"),
        (3, "-258", "a distance"),
        (4, "20000", "a difference of heights"),
        (5, "1e9", "a distance"),
        (6, "256", "light"),
        (7, "-1", "light"),
        (8, "148.5", "light"),
        (9, "-6279", "a distance"),
        (10, "2", "no or yes"),
        (10, "0", "exactly one wilderness area"),
        (11, "1", "exactly one wilderness area"),
        (42, "0", "exactly one soil type"),
        (14, "1", "exactly one soil type"),
        (20, "0.5", "no or yes"),
        (54, "0", "a cover type, 1 to 7"),
        (54, "8", "a cover type, 1 to 7"),
        (54, "5.5", "a cover type, 1 to 7"),
    ],
    "credit_card": [
        ("Time", "-1", "seconds"),
        ("Time", "1e11", "seconds"),
        ("V1", "1e200", "a number"),
        ("V28", "-1e13", "a number"),
        ("Amount", "-149.62", "an amount"),
        ("Class", "2", "honest or fraud, 0 to 1"),
        ("Class", "-1", "honest or fraud"),
        ("Class", "0.5", "honest or fraud"),
    ],
    "bike_sharing": [
        ("season", "0", "a season, 1 to 4"),
        ("season", "5", "a season"),
        ("yr", "2011", "years since 2011"),
        ("mnth", "0", "a month, 1 to 12"),
        ("mnth", "99", "a month, 1 to 12"),
        ("mnth", "1.5", "a month"),
        ("hr", "24", "an hour, 0 to 23"),
        ("hr", "77", "an hour"),
        ("hr", "-1", "an hour"),
        ("holiday", "2", "no or yes"),
        ("weekday", "7", "a day of the week"),
        ("workingday", "-1", "no or yes"),
        ("weathersit", "0", "a kind of weather"),
        ("weathersit", "5", "a kind of weather"),
        ("temp", "24", "a share"),
        ("atemp", "-0.5", "a share"),
        ("hum", "81", "a share, 0 to 1"),
        ("windspeed", "1.01", "a share"),
        ("casual", "-3", "a count"),
        ("registered", "13.5", "a count"),
    ],
    "weather": [
        ("Temperature (C)", "-300", "a temperature"),
        ("Temperature (C)", "451", "a temperature"),
        ("Humidity", "300", "a share"),
        ("Humidity", "-0.1", "a share"),
        ("Wind Speed (km/h)", "-5", "a wind speed"),
        ("Wind Speed (km/h)", "1200", "a wind speed"),
        ("Wind Bearing (degrees)", "400", "a direction"),
        ("Wind Bearing (degrees)", "-90", "a direction"),
        ("Visibility (km)", "-1", "a distance"),
        ("Visibility (km)", "1e5", "a distance"),
        ("Pressure (millibars)", "-1", "a pressure"),
        ("Pressure (millibars)", "29.9", "a pressure"),
        ("Pressure (millibars)", "101325", "a pressure"),
        ("Apparent Temperature (C)", "999", "what the air feels like"),
        ("Formatted Date", "", "'?nothing'?; expected a date"),
        ("Formatted Date", "soon", "'soon'; expected a date"),
        ("Formatted Date", "2006-99-01 00:00:00.000 +0200", "a date such as"),
        ("Formatted Date", "2006-04-32 00:00:00.000 +0200", "a date such as"),
        ("Formatted Date", "2006-02-30 00:00:00.000 +0100", "a date such as"),
        ("Formatted Date", "2006-04-01 77:00:00.000 +0200", "a date such as"),
        ("Formatted Date", "2006-04-01 00:99:00.000 +0200", "a date such as"),
        ("Formatted Date", "2006-04-01", "a date such as"),
        ("Formatted Date", "01/04/2006 00:00:00", "a date such as"),
        ("Formatted Date", f"{DATE} and more", "a date such as"),
        ("Formatted Date", "2006-04-01 00:00:00.000 +9900", "a date such as"),
        ("Formatted Date", "\uff12\uff10\uff10\uff16-04-01 00:00:00", "a date such as"),
        ("Formatted Date", "1143842400", "a date such as"),
        ("Formatted Date", "NaT", "a date such as"),
    ],
    "gears": [
        ("T_pitch_spur", "0", "above 0"),
        ("T_misalignment", "-12", "above 0"),
        ("T_form_crown", "1e9", "above 0"),
        ("K_pitch_spur", "-1.3", "above 0"),
        ("K_misalignment", "0", "above 0"),
        ("KTE_admissible", "-10", "above 0"),
        ("defective_spur_percent", "101", "a percentage"),
        ("defective_crown_percent", "-0.5", "a percentage"),
        ("defective_assembly_percent", "1e6", "a percentage"),
    ],
}


def garbage_in_tables() -> list[Hostile]:
    """One entry for each column and each thing that cannot stand in it."""
    found = []
    for name, cells in GARBAGE.items():
        table = TABLES[name]
        for column, cell, says in cells:
            place = column if isinstance(column, int) else table.place(column)
            called = column if isinstance(column, str) else _called(name, place)
            make = functools.partial(_cell, table, text=cell, column=place)
            group = "exactly one" in says  # of several columns: the first of them is named
            where = f"line {table.first + 2}, column " + (r"\d+" if group else f"{place + 1} ")
            found.append(Hostile(f"{name}: {called} {cell!r}", make, rf"{where}.*; expected .*{_end(says)}"))
    return found


def _called(name: str, place: int) -> str:
    return list(COVTYPE_RAW)[place] if name == "covtype" else f"column {place + 1}"


def _end(says: str) -> str:
    return says.rpartition("expected ")[2]
