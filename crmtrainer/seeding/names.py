# SPDX-License-Identifier: MIT
"""Names that go beside Faker's British ones, so that a list of customers sounds like a British town today.

A family name belongs to one tradition, and given names come from the same one. All are mixed at random.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tradition:
    """Given names and family names that go together. `shared` are Faker's family names that belong here."""

    key: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    shared: tuple[str, ...] = ()


def _list(text: str, separator: str | None = None) -> tuple[str, ...]:
    return tuple(text.split(separator))


def _tradition(key: str, women: str, men: str, families: str, shared: str = "") -> Tradition:
    return Tradition(key, _list(women), _list(men), _list(families.replace("_", " "), "|"), _list(shared))


ODD_WOMEN = ("Zoë", "Chloë", "Renée", "Noëlle", "Anaïs", "Esmé", "Beyoncé", "Mary-Jane", "Jo-Anne")
ODD_MEN = ("André", "René", "Jean-Luc", "Joel", "St John", "Billy-Joe")
DOUBLE_FAMILIES = ("St John", "de Souza", "van Dijk", "Fitz-Alan", "Le Brun", "ap Rhys")

TRADITIONS: tuple[Tradition, ...] = (
    _tradition(
        "welsh",
        "Siân Ffion Carys Rhiannon Nia Angharad Eleri Gwenllian Bronwen Mari Lowri Catrin Megan Elin Heledd",
        "Dafydd Gareth Rhys Owain Ieuan Emyr Gethin Huw Iwan Llŷr Aled Geraint Siôn Tomos Gruffudd",
        "Prys-Owen|Llewellyn|Gwynne|Prosser|Gwilym|Tudor|Cadwaladr",
        "Rees Howells Griffiths Pritchard Lloyd Pugh Parry Bevan Bowen Humphreys Vaughan Gough",
    ),
    _tradition(
        "irish",
        "Aoife Siobhán Niamh Róisín Gráinne Sinéad Ciara Orla Maeve Deirdre Bríd Caoimhe Noreen",
        "Seán Pádraig Cormac Eoin Fionn Oisín Diarmuid Tadhg Ciarán Rónán Declan Fergus Cathal",
        "O'Hara|O’Leary|Ó_Briain|Ní_Dhomhnaill|McGrath|Fitzpatrick|Kinsella",
        "O'Neill O'Brien O'Connor O'Sullivan O'Donnell Gallagher Brennan Doyle Byrne Connolly Doherty Nolan Daly Moran",
    ),
    _tradition(
        "scottish",
        "Isla Mhairi Catriona Eilidh Morag Fiona Ailsa Kirsty Shona Iona",
        "Hamish Alasdair Callum Ewan Angus Lachlan Ruaridh Fraser Rory Struan",
        "MacLeod|MacAulay|Drummond|Urquhart|MacPhàil",
        "Macdonald McLean McKenzie McDonald Cameron Fraser Stewart Sinclair",
    ),
    _tradition(
        "punjabi",
        "Harpreet Simran Jasleen Manpreet Gurleen Navneet Kiran Rajinder Parminder Sukhi",
        "Harjit Gurpreet Jaspal Balwinder Manjit Rajinder Amrit Kulvinder Sukhdev Hardeep",
        "Sahota|Dhillon|Sandhu|Grewal|Bains|Atwal|Sidhu|Johal",
        "Singh Kaur Gill Mann",
    ),
    _tradition(
        "gujarati",
        "Jaya Priya Anjali Hetal Nisha Meera Bhavna Kavita Rekha Sonal",
        "Jitesh Jay Ketan Nikhil Dipesh Hiten Rakesh Sunil Vijay Bhavesh",
        "Desai|Mehta|Joshi|Chauhan|Parmar|Trivedi|Nair|Iyer",
        "Patel Mistry Shah",
    ),
    _tradition(
        "bengali and pakistani",
        "Aisha Fatima Nadia Yasmin Zainab Rukhsana Shabnam Nasreen Samira Farzana Sadia Halima",
        "Imran Bilal Tariq Yusuf Kamran Asif Usman Shahid Nadeem Faisal Rashid Zubair",
        "Chowdhury|Malik|Sheikh|Siddiqui|Qureshi|Uddin|Mirza",
        "Khan Ahmed Hussain Ali Begum Bibi Miah Akhtar Mahmood Iqbal Rahman",
    ),
    _tradition(
        "polish",
        "Agnieszka Małgorzata Katarzyna Joanna Ewa Zofia Bożena Magdalena Iwona Ola",
        "Łukasz Paweł Michał Tomasz Krzysztof Grzegorz Wojciech Marcin Piotr Rafał",
        "Nowak|Wiśniewski|Bielski|Grzelak|Wójcik|Kamiński|Zieliński|Łukasik",
    ),
    _tradition(
        "west african",
        "Adaeze Funmilayo Ngozi Abena Akosua Chiamaka Folake Ama Ifeoma Temitope",
        "Chidi Kwame Oluwaseun Emeka Kofi Babatunde Tunde Kwabena Obinna Femi",
        "Okafor|Adeyemi|Mensah|Boateng|Owusu|Ogunleye|Adeyemi-Clark|Asante|Nwosu",
    ),
    _tradition(
        "caribbean",
        "Shanice Keisha Marcia Beverley Yolande Monique Claudette Althea Denise Simone",
        "Delroy Winston Dwayne Leroy Errol Tyrone Marlon Desmond Clinton Jermaine",
        "Grizzle|Blackwood|Beckford|Pinnock|Samuels|Wedderburn",
    ),
    _tradition(
        "chinese and vietnamese",
        "Mei Xiuying Ling Hui-Min Jia Yan Thuý Hương Lan Wai-Yee",
        "Wei Jun Hao Kwok-Wai Chun Ming Đức Minh Tuấn Kai",
        "Cheung|Leung|Zhang|Huang|Nguyễn|Trần|Phạm|Ng",
        "Chan Wong",
    ),
    _tradition(
        "romanian and portuguese",
        "Ioana Mihaela Ștefania Andreea Raluca Inês Conceição Mariana Fátima Graça",
        "Ștefan Andrei Bogdan Mihai Ionuț João António Gonçalo Simão Radu",
        "Popescu|Ionescu|Dumitru|Munteanu|Gonçalves|Araújo|da_Silva|D'Souza",
    ),
    _tradition(
        "elsewhere",
        "Maire Annika Ingrid Eleni Despina Leila Shirin Ayşe Zeynep Giulia Solène Élise",
        "Søren Björn Yiannis Stavros Reza Darius Emre Çağlar Matteo François Jörg Mikael",
        "Ilves|Lindqvist|Achterberg|Varga|Georgiou|Papadopoulos|Yılmaz|Hosseini|Bjørnson|Müller|Desrosiers|Šimić",
    ),
)

WOMENS_FAMILIES = {"Begum": "Ahmed", "Bibi": "Hussain", "Kaur": "Singh"}
"""Family names that only women bear, and what a man of the family may be called."""

LOOKALIKES: tuple[tuple[str, tuple[str, str, str], str], ...] = (
    ("Patel", ("Jaya", "Jitesh", "Jay"), "fmm"),
    ("Smith", ("Anne", "Ann", "Anna"), "fff"),
    ("Khan", ("Samira", "Sadia", "Shahid"), "ffm"),
    ("Jones", ("David", "Dafydd", "Dai"), "mmm"),
    ("O'Connor", ("Sian", "Siân", "Sinéad"), "fff"),
    ("Williams", ("Stephen", "Steven", "Stephanie"), "mmf"),
    ("Clark", ("Catherine", "Katherine", "Kathryn"), "fff"),
    ("Singh", ("Harjit", "Harpreet", "Hardeep"), "mfm"),
    ("Brown", ("Jon", "John", "Joan"), "mmf"),
    ("Begum", ("Nasreen", "Nadia", "Noreen"), "fff"),
    ("Taylor", ("Leslie", "Lesley", "Lee"), "mfm"),
    ("Nowak", ("Paweł", "Patricia", "Paul"), "mfm"),
    ("Davies", ("Gareth", "Gary", "Geraint"), "mmm"),
    ("Ali", ("Mohammed", "Mohamed", "Mohammad"), "mmm"),
    ("Evans", ("Carole", "Carol", "Carys"), "fff"),
    ("Wong", ("Wai-Yee", "Wei", "Wendy"), "fmf"),
)
"""Three people in one town who are taken for one another: family name, given names, and who is a woman (f)."""

FIRM_STEMS = _list(
    "Brightwater Copperbeech Hartwell Osmer Kingfisher Larchfield Millrace Northgate Quillfeather Ravensholt Saffron"
    " Tanglewood Underhill Vesper Westerley Yarrow Amberley Brackenhill Cobblestone Dappledown Elderflower Fallowfield"
    " Gannet Heronsgate Ivorybridge Juniper Kestrel Linnet Marlpit Nettlecombe Otterburn Pewter"
)
FIRM_TRADES = _list(
    "Lettings|Primary School|Dental Practice|Accountants|Care Home|Nursery|Veterinary Surgery|Architects|Guest House"
    "|Community Centre|Estate Agents|Bakery|Housing Trust|Physiotherapy|Tea Rooms|Solicitors|Yoga Studio|Garden Centre"
    "|Music School|Charity Shop",
    "|",
)
