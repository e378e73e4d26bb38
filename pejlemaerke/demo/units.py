"""The units of the demo municipality, written as one table. Imports no Django.

Columns: key | name | short | level | key of the unit above | people, leader included | title of the leader |
the kind of staff (a key of STAFF).
"""

from __future__ import annotations

TABLE = """
klintvig              | Klintvig Kommune               | Klintvig    | kommune      |                   | 1  | kommunaldirektør   | sekretariat
aeldre-sundhed        | Ældre og Sundhed               | ÆS          | forvaltning  | klintvig          | 3  | direktør           | sekretariat
hjemmepleje           | Hjemmepleje og Sygepleje       | HS          | fagområde    | aeldre-sundhed    | 3  | hjemmeplejechef    | sekretariat
omraade-nord          | Område Nord                    | Nord        | område       | hjemmepleje       | 3  | områdeleder        | planlægning
hjemmeplejen-nord     | Hjemmeplejen Nord              | HN          | arbejdsplads | omraade-nord      | 27 | leder              | hjemmepleje
hjemmeplejen-havnen   | Hjemmeplejen Havnen            | HH          | arbejdsplads | omraade-nord      | 24 | leder              | hjemmepleje
hjemmeplejen-oesterhede | Hjemmeplejen Østerhede       | HØ          | arbejdsplads | omraade-nord      | 18 | leder              | hjemmepleje
aftenplejen-nord      | Aftenplejen Nord               | AN          | arbejdsplads | omraade-nord      | 16 | leder              | hjemmepleje
sygeplejen-nord       | Sygeplejen Nord                | SN          | arbejdsplads | omraade-nord      | 20 | leder              | sygepleje
omraade-syd           | Område Syd                     | Syd         | område       | hjemmepleje       | 3  | områdeleder        | planlægning
hjemmeplejen-syd      | Hjemmeplejen Syd               | HSY         | arbejdsplads | omraade-syd       | 25 | leder              | hjemmepleje
hjemmeplejen-vest     | Hjemmeplejen Vest              | HV          | arbejdsplads | omraade-syd       | 21 | leder              | hjemmepleje
hjemmeplejen-moellebyen | Hjemmeplejen Møllebyen       | HM          | arbejdsplads | omraade-syd       | 22 | leder              | hjemmepleje
aftenplejen-syd       | Aftenplejen Syd                | AS          | arbejdsplads | omraade-syd       | 16 | leder              | hjemmepleje
sygeplejen-syd        | Sygeplejen Syd                 | SS          | arbejdsplads | omraade-syd       | 19 | leder              | sygepleje
nattevagten           | Nattevagten                    | NV          | arbejdsplads | omraade-syd       | 13 | leder              | hjemmepleje
plejecentre           | Plejecentre og Aktivitet       | PA          | fagområde    | aeldre-sundhed    | 3  | plejecenterchef    | sekretariat
egebakken             | Plejecentret Egebakken         | EB          | arbejdsplads | plejecentre       | 35 | forstander         | plejecenter
solgaarden            | Plejecentret Solgården         | SG          | arbejdsplads | plejecentre       | 28 | forstander         | plejecenter
fjordglimt            | Plejecentret Fjordglimt        | FG          | arbejdsplads | plejecentre       | 30 | forstander         | plejecenter
kirsebaerhaven        | Plejecentret Kirsebærhaven     | KH          | arbejdsplads | plejecentre       | 23 | forstander         | plejecenter
lyngtoften            | Plejecentret Lyngtoften        | LT          | arbejdsplads | plejecentre       | 26 | forstander         | plejecenter
havblik               | Plejecentret Havblik           | HB          | arbejdsplads | plejecentre       | 21 | forstander         | plejecenter
madservice            | Madservice                     | MS          | arbejdsplads | plejecentre       | 15 | køkkenleder        | køkken
perlen                | Aktivitetshuset Perlen         | PE          | arbejdsplads | plejecentre       | 7  | leder              | aktivitet
frivillige            | Frivilligt Fællesskab          | FF          | arbejdsplads | plejecentre       | 5  | leder              | frivillige
sundhed               | Sundhed og Visitation          | SV          | fagområde    | aeldre-sundhed    | 3  | sundhedschef       | sekretariat
visitationen          | Visitationen                   | VI          | arbejdsplads | sundhed           | 21 | visitationsleder   | visitation
traeningscentret      | Træningscentret                | TC          | arbejdsplads | sundhed           | 20 | leder              | træning
soehuset              | Rehabiliteringscentret Søhuset | SH          | arbejdsplads | sundhed           | 23 | leder              | rehabilitering
hjaelpemidler         | Hjælpemiddeldepotet            | HD          | arbejdsplads | sundhed           | 11 | depotleder         | depot
demensteamet          | Demensteamet                   | DT          | arbejdsplads | sundhed           | 8  | leder              | demens
sundhedshuset         | Sundhedshuset                  | SU          | arbejdsplads | sundhed           | 10 | leder              | forebyggelse
akutteamet            | Akutteamet                     | AK          | arbejdsplads | sundhed           | 12 | leder              | sygepleje
smedjen               | Aktivitetscentret Smedjen      | SM          | arbejdsplads | sundhed           | 9  | leder              | aktivitet
boern-skole           | Børn og Skole                  | BS          | forvaltning  | klintvig          | 3  | direktør           | sekretariat
skoler                | Skoleområdet                   | SK          | fagområde    | boern-skole       | 3  | skolechef          | sekretariat
bymarkskolen          | Bymarkskolen                   | BY          | arbejdsplads | skoler            | 38 | skoleleder         | skole
aabrinkskolen         | Åbrinkskolen                   | ÅB          | arbejdsplads | skoler            | 34 | skoleleder         | skole
havneskolen           | Havneskolen                    | HA          | arbejdsplads | skoler            | 30 | skoleleder         | skole
oesterhede-skole      | Østerhede Skole                | ØS          | arbejdsplads | skoler            | 26 | skoleleder         | skole
lundeskolen           | Lundeskolen                    | LS          | arbejdsplads | skoler            | 23 | skoleleder         | skole
klintskolen           | Klintskolen                    | KS          | arbejdsplads | skoler            | 20 | skoleleder         | skole
dagtilbud             | Dagtilbud                      | DA          | fagområde    | boern-skole       | 3  | dagtilbudschef     | sekretariat
mariehoenen           | Børnehuset Mariehønen          | MH          | arbejdsplads | dagtilbud         | 16 | dagtilbudsleder    | dagtilbud
skovmyren             | Børnehuset Skovmyren           | SY          | arbejdsplads | dagtilbud         | 15 | dagtilbudsleder    | dagtilbud
muslingen             | Børnehuset Muslingen           | MU          | arbejdsplads | dagtilbud         | 14 | dagtilbudsleder    | dagtilbud
tusindfryd            | Børnehuset Tusindfryd          | TF          | arbejdsplads | dagtilbud         | 17 | dagtilbudsleder    | dagtilbud
regnbuen              | Vuggestuen Regnbuen            | RB          | arbejdsplads | dagtilbud         | 12 | dagtilbudsleder    | dagtilbud
birkely               | Naturbørnehaven Birkely        | BI          | arbejdsplads | dagtilbud         | 11 | dagtilbudsleder    | dagtilbud
kastanjen             | Børnehuset Kastanjen           | KA          | arbejdsplads | dagtilbud         | 13 | dagtilbudsleder    | dagtilbud
dagplejen             | Dagplejen                      | DP          | arbejdsplads | dagtilbud         | 22 | dagplejeleder      | dagpleje
familie               | Familie og Forebyggelse        | FO          | fagområde    | boern-skole       | 3  | familiechef        | sekretariat
ppr                   | PPR                            | PPR         | arbejdsplads | familie           | 14 | leder              | ppr
sundhedsplejen        | Sundhedsplejen                 | SP          | arbejdsplads | familie           | 10 | ledende sundhedsplejerske | sundhedspleje
familieraadgivningen  | Familierådgivningen            | FR          | arbejdsplads | familie           | 18 | leder              | rådgivning
ungehuset             | Ungehuset                      | UH          | arbejdsplads | familie           | 9  | leder              | unge
kultur-fritid         | Kultur og Fritid               | KF          | forvaltning  | klintvig          | 2  | direktør           | sekretariat
biblioteket           | Klintvig Bibliotek             | BIB         | arbejdsplads | kultur-fritid     | 17 | biblioteksleder    | bibliotek
musikskolen           | Musikskolen                    | MK          | arbejdsplads | kultur-fritid     | 12 | musikskoleleder    | musik
idraet                | Idræt og Foreninger            | IF          | arbejdsplads | kultur-fritid     | 8  | leder              | administration
svoemmehallen         | Svømmehallen                   | SVØ         | arbejdsplads | kultur-fritid     | 11 | leder              | svømmehal
kulturhuset           | Kulturhuset Pakhuset           | PAK         | arbejdsplads | kultur-fritid     | 7  | leder              | kulturhus
lokalarkivet          | Lokalarkivet                   | LA          | arbejdsplads | kultur-fritid     | 3  | arkivleder         | arkiv
teknik-miljoe         | Teknik og Miljø                | TM          | forvaltning  | klintvig          | 2  | direktør           | sekretariat
plan-byg              | Plan og Byg                    | PB          | arbejdsplads | teknik-miljoe     | 14 | afdelingschef      | byggesag
vej-park              | Vej og Park                    | VP          | arbejdsplads | teknik-miljoe     | 25 | driftsleder        | drift
natur                 | Natur og Klima                 | NK          | arbejdsplads | teknik-miljoe     | 11 | afdelingschef      | natur
ejendomme             | Kommunale Ejendomme            | KE          | arbejdsplads | teknik-miljoe     | 10 | leder              | ejendom
rengoeringen          | Rengøringen                    | RE          | arbejdsplads | teknik-miljoe     | 27 | leder              | rengøring
genbrug               | Genbrugspladserne              | GP          | arbejdsplads | teknik-miljoe     | 9  | driftsleder        | genbrug
social-arbejde        | Social og Arbejdsmarked        | SA          | forvaltning  | klintvig          | 2  | direktør           | sekretariat
jobcentret            | Jobcentret                     | JC          | arbejdsplads | social-arbejde    | 26 | jobcenterchef      | job
ydelser               | Ydelsescentret                 | YC          | arbejdsplads | social-arbejde    | 12 | leder              | administration
socialpsykiatrien     | Socialpsykiatrien              | SPS         | arbejdsplads | social-arbejde    | 13 | leder              | støtte
aahuset               | Bostedet Åhuset                | ÅH          | arbejdsplads | social-arbejde    | 21 | forstander         | støtte
rusmiddelcentret      | Rusmiddelcentret               | RC          | arbejdsplads | social-arbejde    | 8  | leder              | rådgivning
stabe                 | Stabe og Borgerservice         | ST          | forvaltning  | klintvig          | 2  | stabsdirektør      | sekretariat
oekonomi              | Økonomi                        | ØK          | arbejdsplads | stabe             | 12 | økonomichef        | økonomi
hr-udvikling          | HR og Udvikling                | HR          | arbejdsplads | stabe             | 10 | HR-chef            | hr
kommunikation         | Kommunikation                  | KOM         | arbejdsplads | stabe             | 6  | kommunikationschef | kommunikation
it                    | IT og Digitalisering           | IT          | arbejdsplads | stabe             | 11 | IT-chef            | it
politisk-sekretariat  | Politisk Sekretariat           | PS          | arbejdsplads | stabe             | 6  | sekretariatschef   | sekretariat
borgerservice         | Borgerservice                  | BG          | arbejdsplads | stabe             | 14 | leder              | borgerservice
jura-tilsyn           | Jura og Tilsyn                 | JT          | arbejdsplads | stabe             | 5  | chefjurist         | jura
loen                  | Løn og Personale               | LP          | arbejdsplads | stabe             | 8  | leder              | løn
"""  # noqa: E501

#: Titles of the staff, repeated in this order through the unit, so that the common ones come most often.
STAFF: dict[str, tuple[str, ...]] = {
    "sekretariat": ("konsulent", "sekretær"),
    "planlægning": ("planlægger",),
    "hjemmepleje": (
        "social- og sundhedshjælper",
        "social- og sundhedsassistent",
        "social- og sundhedshjælper",
        "social- og sundhedshjælper",
        "social- og sundhedsassistent",
        "social- og sundhedselev",
        "planlægger",
    ),
    "sygepleje": ("sygeplejerske", "sygeplejerske", "sygeplejerske", "social- og sundhedsassistent"),
    "plejecenter": (
        "social- og sundhedsassistent",
        "social- og sundhedshjælper",
        "social- og sundhedsassistent",
        "social- og sundhedshjælper",
        "sygeplejerske",
        "ergoterapeut",
        "husassistent",
        "social- og sundhedselev",
    ),
    "køkken": ("ernæringsassistent", "køkkenmedarbejder", "ernæringsassistent", "chauffør", "kok"),
    "aktivitet": ("aktivitetsmedarbejder", "ergoterapeut", "aktivitetsmedarbejder", "pædagog"),
    "frivillige": ("frivilligkoordinator", "aktivitetsmedarbejder"),
    "visitation": (
        "visitator",
        "visitator",
        "visitator",
        "visitator",
        "sagsbehandler",
        "administrativ medarbejder",
    ),
    "træning": ("fysioterapeut", "ergoterapeut", "fysioterapeut", "terapiassistent"),
    "rehabilitering": (
        "social- og sundhedsassistent",
        "fysioterapeut",
        "sygeplejerske",
        "ergoterapeut",
        "social- og sundhedshjælper",
    ),
    "depot": ("hjælpemiddelmontør", "chauffør", "ergoterapeut", "depotmedarbejder"),
    "demens": ("demenskonsulent", "demensvejleder"),
    "forebyggelse": ("forebyggelseskonsulent", "sygeplejerske", "diætist", "fysioterapeut"),
    "skole": ("lærer", "lærer", "lærer", "pædagog", "lærer", "lærer", "pædagog", "børnehaveklasseleder"),
    "dagtilbud": ("pædagog", "pædagogmedhjælper", "pædagog", "pædagogisk assistent", "pædagogmedhjælper"),
    "dagpleje": ("dagplejer", "dagplejer", "dagplejer", "dagplejer", "dagplejer", "dagplejepædagog"),
    "ppr": ("psykolog", "tale-hørekonsulent", "psykolog", "specialpædagogisk konsulent"),
    "sundhedspleje": ("sundhedsplejerske",),
    "rådgivning": ("familierådgiver", "familierådgiver", "socialrådgiver"),
    "unge": ("ungevejleder", "klubpædagog"),
    "administration": ("sagsbehandler", "administrativ medarbejder", "konsulent"),
    "bibliotek": ("bibliotekar", "biblioteksmedarbejder", "bibliotekar", "formidler"),
    "musik": ("musiklærer",),
    "svømmehal": ("livredder", "svømmelærer", "teknisk medarbejder"),
    "kulturhus": ("kulturmedarbejder", "teknisk medarbejder"),
    "arkiv": ("arkivar",),
    "byggesag": ("byggesagsbehandler", "planlægger", "byggesagsbehandler", "GIS-medarbejder"),
    "drift": ("gartner", "vejmand", "specialarbejder", "gartner", "chauffør"),
    "natur": ("biolog", "miljøsagsbehandler", "vandløbsmedarbejder"),
    "ejendom": ("teknisk serviceleder", "bygningskonstruktør", "teknisk medarbejder"),
    "rengøring": ("rengøringsassistent",),
    "genbrug": ("genbrugsvejleder", "chauffør"),
    "job": ("jobkonsulent", "socialrådgiver", "virksomhedskonsulent"),
    "støtte": ("socialpædagog", "social- og sundhedsassistent", "socialpædagog", "hjemmevejleder"),
    "økonomi": ("økonomikonsulent", "regnskabsmedarbejder"),
    "hr": ("HR-konsulent", "udviklingskonsulent", "arbejdsmiljøkonsulent"),
    "kommunikation": ("kommunikationskonsulent", "webredaktør"),
    "it": ("IT-konsulent", "systemansvarlig", "IT-supporter"),
    "borgerservice": ("borgerrådgiver", "borgerservicemedarbejder"),
    "jura": ("jurist", "tilsynskonsulent"),
    "løn": ("lønkonsulent",),
}

#: Titles whose holder handles citizens' cases.
CASEWORKERS = frozenset({"visitator", "sagsbehandler", "familierådgiver", "socialrådgiver", "jobkonsulent"})
