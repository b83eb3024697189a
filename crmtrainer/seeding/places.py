# SPDX-License-Identifier: MIT
"""A gazetteer for people who do not exist: towns with their telephone block and postcode area, invented streets."""

from __future__ import annotations

from dataclasses import dataclass

CITY_WEIGHT, TOWN_WEIGHT = 10, 4


@dataclass(frozen=True, slots=True)
class Town:
    """A city of England or Wales, or an invented town near it, with the reserved telephone block of its area."""

    name: str
    phone_area: str
    postcode_area: str
    weight: int


_AROUND = (
    ("0113", "LS", "Leeds", "Kirkby Larch", "Aireborough Cross", "Thackley Moor"),
    ("0114", "S", "Sheffield", "Loxley Rigg", "Owlerdale"),
    ("0115", "NG", "Nottingham", "Sherwick", "Lambley Holt"),
    ("0116", "LE", "Leicester", "Anstow", "Wigstead Parva"),
    ("0117", "BS", "Bristol", "Hanhamwick", "Severn Fold"),
    ("0118", "RG", "Reading", "Loddonmere", "Sonnington"),
    ("0121", "B", "Birmingham", "Solwick", "Arden Thorpe", "Handsbury"),
    ("0151", "L", "Liverpool", "Crosbydale", "Wirralby"),
    ("0161", "M", "Manchester", "Irwellbridge", "Mossley Fold", "Heatonwick"),
    ("020", "SE", "London", "Lewishurst", "Thamesmere"),
    ("0191", "NE", "Newcastle upon Tyne", "Tynemoor", "Jarrowby"),
    ("029", "CF", "Cardiff", "Llanderi", "Pontysgol"),
    ("01632", "XM", "Marrowdale", "Thistlewick", "Fennimore Cross"),
    ("01632", "QH", "Netherholt", "Saltersgarth", "Osmerthwaite"),
    ("01632", "VD", "Wexley-on-Sea", "Little Dapple", "Gannet Bay"),
)

TOWNS: tuple[Town, ...] = tuple(
    Town(name, phone, postcode, TOWN_WEIGHT if number or phone == "01632" else CITY_WEIGHT)
    for phone, postcode, *names in _AROUND
    for number, name in enumerate(names)
)


def _list(text: str) -> list[str]:
    return text.split()


_STREET_BEGINNINGS = _list(
    "Amber Bracken Cobble Dapple Ember Fallow Gannet Hazel Ivory Juniper Kestrel Linnet Marl Nettle Osprey Pewter"
    " Quill Rook Saffron Thimble Umber Vesper Willow Yarrow"
)
_STREET_ENDINGS = _list("down fold garth hurst ley mere moor rigg stead thorpe wick worth")
_STREET_KINDS = _list("Road Street Close Avenue Lane Drive Gardens Terrace Way Grove Row Crescent")

STREETS: tuple[str, ...] = tuple(
    f"{beginning}{ending} {kind}"
    for beginning in _STREET_BEGINNINGS
    for ending in _STREET_ENDINGS
    for kind in _STREET_KINDS
)
