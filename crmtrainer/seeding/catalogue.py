# SPDX-License-Identifier: MIT
"""What Larkfield Home & Connect sells: a small table of goods and services, with the parts the warehouse picks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Range(StrEnum):
    """The part of the house a product belongs to. Troubles are told by range."""

    FURNITURE = "furniture"
    APPLIANCE = "appliance"
    BROADBAND = "broadband"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Item:
    """One product. `lead` is how many days delivery or activation takes; `weight` how often it is bought."""

    code: str
    name: str
    short: str
    pence: int
    range: Range
    lead: tuple[int, int]
    weight: int
    parts: tuple[tuple[str, str], ...] = ()


def _parts(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in text.split("; ") if part)
    return tuple((code, name) for code, _, name in pairs)


def _item(
    code: str, name: str, short: str, pence: int, kind: Range, lead: tuple[int, int], weight: int, parts: str = ""
) -> Item:
    return Item(code, name, short, pence, kind, lead, weight, _parts(parts))


_F, _A, _B, _H = Range.FURNITURE, Range.APPLIANCE, Range.BROADBAND, Range.HOME

ITEMS: tuple[Item, ...] = (
    _item("LF-DT-140", "Alder dining table, 140 cm", "dining table", 32900, _F, (5, 16), 7,
          "LF-DT-140-LEG=Table leg, 4-hole plate; LF-DT-140-TOP=Table top; LF-DT-BOLT=Bolt set"),
    _item("LF-DT-180", "Alder dining table, 180 cm", "dining table", 41900, _F, (5, 16), 5,
          "LF-DT-180-LEG=Table leg, 6-hole plate; LF-DT-180-TOP=Table top; LF-DT-BOLT=Bolt set"),
    _item("LF-CH-2", "Alder dining chairs, pair", "dining chairs", 14900, _F, (3, 12), 8,
          "LF-CH-SEAT=Seat pad; LF-CH-LEG=Front leg"),
    _item("LF-SO-2", "Hartwell sofa, two seats", "sofa", 59900, _F, (10, 28), 5,
          "LF-SO-FOOT=Sofa foot, beech; LF-SO-CUSH2=Seat cushion"),
    _item("LF-SO-3", "Hartwell sofa, three seats", "sofa", 74900, _F, (10, 28), 5,
          "LF-SO-FOOT=Sofa foot, beech; LF-SO-CUSH3=Seat cushion"),
    _item("LF-BD-135", "Linnet bed frame, double", "bed frame", 28900, _F, (6, 18), 6,
          "LF-BD-SLAT=Slat set, double; LF-BD-BRK=Side rail bracket"),
    _item("LF-BD-150", "Linnet bed frame, king", "bed frame", 34900, _F, (6, 18), 4,
          "LF-BD-SLATK=Slat set, king; LF-BD-BRK=Side rail bracket"),
    _item("LF-MT-135", "Fallow mattress, double", "mattress", 27900, _F, (3, 10), 6),
    _item("LF-WR-3", "Umber wardrobe, three doors", "wardrobe", 45900, _F, (8, 21), 4,
          "LF-WR-HNG=Door hinge; LF-WR-RAIL=Hanging rail; LF-WR-DOOR=Door, left"),
    _item("LF-BK-5", "Quill bookcase, five shelves", "bookcase", 11900, _F, (2, 9), 8,
          "LF-BK-SHELF=Shelf; LF-BK-PIN=Shelf pins, bag of 20"),
    _item("LF-DK-120", "Quill desk, 120 cm", "desk", 15900, _F, (2, 9), 6, "LF-DK-DRW=Drawer runner, pair"),
    _item("LF-WM-8", "Millrace washing machine, 8 kg", "washing machine", 48900, _A, (3, 9), 6,
          "LF-WM-HOSE=Inlet hose; LF-WM-SEAL=Door seal; LF-WM-PUMP=Drain pump"),
    _item("LF-DR-8", "Millrace tumble dryer, 8 kg", "tumble dryer", 43900, _A, (3, 9), 4,
          "LF-DR-BELT=Drum belt; LF-DR-FLT=Filter"),
    _item("LF-DW-60", "Millrace dishwasher, 60 cm", "dishwasher", 39900, _A, (3, 9), 4,
          "LF-DW-ARM=Spray arm; LF-DW-BSK=Lower basket"),
    _item("LF-FF-50", "Frostholt fridge freezer", "fridge freezer", 52900, _A, (3, 9), 5,
          "LF-FF-SHLF=Glass shelf; LF-FF-SEAL=Door seal"),
    _item("LF-HB-60", "Ember induction hob, 60 cm", "hob", 36900, _A, (4, 12), 3, "LF-HB-GLS=Glass top"),
    _item("LF-KT-17", "Pewter kettle, 1.7 l", "kettle", 4560, _A, (1, 3), 9, "LF-KT-LID=Lid; LF-KT-BASE=Base"),
    _item("LF-TS-4", "Pewter toaster, four slices", "toaster", 3990, _A, (1, 3), 6, "LF-TS-TRAY=Crumb tray"),
    _item("LF-VC-2", "Gannet vacuum cleaner", "vacuum cleaner", 18900, _A, (1, 4), 5,
          "LF-VC-BRSH=Floor brush; LF-VC-BAT=Battery"),
    _item("LF-FB-80", "Fibre 80, set-up", "broadband", 2900, _B, (7, 14), 9, "LF-RT-6=Router; LF-RT-PSU=Router plug"),
    _item("LF-FB-500", "Fibre 500, set-up", "broadband", 3900, _B, (7, 14), 6,
          "LF-RT-6=Router; LF-RT-PSU=Router plug"),
    _item("LF-MS-3", "Whole-home wi-fi, three points", "wi-fi points", 14900, _B, (2, 5), 3, "LF-MS-PT=Wi-fi point"),
    _item("LF-HP-1", "Home phone line, set-up", "phone line", 1900, _B, (7, 14), 3, "LF-HP-ADP=Phone adapter"),
    _item("LF-IN-1", "Plumbing-in by our fitters", "plumbing-in", 6500, _H, (4, 12), 3),
    _item("LF-LM-1", "Vesper table lamp", "lamp", 3490, _H, (1, 4), 8, "LF-LM-SHD=Shade"),
    _item("LF-LM-2", "Vesper floor lamp", "floor lamp", 6990, _H, (1, 4), 5, "LF-LM-SHDL=Shade, large"),
    _item("LF-RG-230", "Saffron rug, 160 × 230 cm", "rug", 12900, _H, (2, 6), 5),
    _item("LF-CT-2", "Willow curtains, pair", "curtains", 7900, _H, (2, 6), 5, "LF-CT-HK=Curtain hooks, bag of 30"),
    _item("LF-BL-120", "Willow roller blind, 120 cm", "blind", 4290, _H, (2, 6), 5, "LF-BL-BRK=Wall bracket"),
    _item("LF-DV-200", "Fallow duvet and cover, double", "duvet", 5990, _H, (1, 4), 6),
    _item("LF-MR-90", "Osprey mirror, 90 cm", "mirror", 8900, _H, (2, 7), 4, "LF-MR-FIX=Wall fixing"),
    _item("LF-CK-20", "Rook cookware, five pans", "pans", 9900, _H, (1, 4), 4, "LF-CK-LID=Glass lid, 20 cm"),
)  # fmt: skip
"""Products in the order of their ids. Names, codes and prices are invented."""

RANGES: tuple[Range, ...] = tuple(Range)
