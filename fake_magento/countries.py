r"""Countries and their regions, with the ids of a new installation.

Source: Magento source, module-directory, Setup\Patch\Data\InitializeDirectoryData.
"""

from __future__ import annotations

COUNTRIES: tuple[tuple[str, str, str], ...] = (
    ("AT", "AUT", "Austria"),
    ("BE", "BEL", "Belgium"),
    ("CA", "CAN", "Canada"),
    ("CH", "CHE", "Switzerland"),
    ("DE", "DEU", "Germany"),
    ("DK", "DNK", "Denmark"),
    ("ES", "ESP", "Spain"),
    ("FR", "FRA", "France"),
    ("GB", "GBR", "United Kingdom"),
    ("IE", "IRL", "Ireland"),
    ("IT", "ITA", "Italy"),
    ("LU", "LUX", "Luxembourg"),
    ("NL", "NLD", "Netherlands"),
    ("NO", "NOR", "Norway"),
    ("PL", "POL", "Poland"),
    ("SE", "SWE", "Sweden"),
    ("US", "USA", "United States"),
)
"""Two letters, three letters, name in English."""
_UNITED_STATES = (
    "AL Alabama,AK Alaska,AS American Samoa,AZ Arizona,AR Arkansas,AE Armed Forces Africa,"
    "AA Armed Forces Americas,AE Armed Forces Canada,AE Armed Forces Europe,AE Armed Forces Middle East,"
    "AP Armed Forces Pacific,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,"
    "FM Federated States Of Micronesia,FL Florida,GA Georgia,GU Guam,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,"
    "IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MH Marshall Islands,MD Maryland,MA Massachusetts,"
    "MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,"
    "NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,MP Northern Mariana Islands,"
    "OH Ohio,OK Oklahoma,OR Oregon,PW Palau,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,"
    "SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VI Virgin Islands,VA Virginia,WA Washington,"
    "WV West Virginia,WI Wisconsin,WY Wyoming"
)
_CANADA = (
    "AB Alberta,BC British Columbia,MB Manitoba,NL Newfoundland and Labrador,NB New Brunswick,NS Nova Scotia,"
    "NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,"
    "YT Yukon Territory"
)
_GERMANY = (
    "NDS Niedersachsen,BAW Baden-Württemberg,BAY Bayern,BER Berlin,BRG Brandenburg,BRE Bremen,HAM Hamburg,"
    "HES Hessen,MEC Mecklenburg-Vorpommern,NRW Nordrhein-Westfalen,RHE Rheinland-Pfalz,SAR Saarland,SAS Sachsen,"
    "SAC Sachsen-Anhalt,SCN Schleswig-Holstein,THE Thüringen"
)
_AUSTRIA = (
    "WI Wien,NO Niederösterreich,OO Oberösterreich,SB Salzburg,KN Kärnten,ST Steiermark,TI Tirol,"
    "BL Burgenland,VB Vorarlberg"
)


def _regions() -> dict[str, tuple[tuple[int, str, str], ...]]:
    found = {}
    number = 1
    for country, text in (("US", _UNITED_STATES), ("CA", _CANADA), ("DE", _GERMANY), ("AT", _AUSTRIA)):
        rows = []
        for entry in text.split(","):
            code, _, name = entry.partition(" ")
            rows.append((number, code, name))
            number += 1
        found[country] = tuple(rows)
    return found


REGIONS = _regions()
"""Country to its regions: (id, code, name)."""
