"""The people of the demo whom the texts call by name, and the personas one can sign in as. Imports no Django.

NAMED: person key → first name, last name, title, role; an empty title or role is the post's own.
"""

from __future__ import annotations

POLITICIANS: tuple[tuple[str, str], ...] = (
    ("Lone", "Kjærsgaard"),
    ("Poul", "Bundgaard"),
    ("Inge-Lise", "Tarp"),
    ("Samir", "Chaker"),
    ("Grethe", "Ankersen"),
    ("Mikael", "Rye"),
    ("Tanja", "Hegelund"),
    ("Jørn", "Stilling"),
    ("Asbjørn", "Lykke"),
    ("Dorrit", "Vinkel"),
    ("Karsten", "Blicher"),
    ("Maria", "Sandager"),
    ("Ejvind", "Trolle"),
    ("Zahra", "Moradi"),
    ("Bodil", "Skaarup"),
)

NAMED: dict[str, tuple[str, str, str, str]] = {
    **{f"byraad.{at:02}": (first, last, "", "") for at, (first, last) in enumerate(POLITICIANS, 1)},
    "klintvig.leder": ("Henrik", "Aabye", "", ""),
    "aeldre-sundhed.leder": ("Birgitte", "Holmgaard", "", ""),
    "hjemmepleje.leder": ("Thomas", "Brandstrup", "", ""),
    "plejecentre.leder": ("Annelise", "Thorup", "", ""),
    "sundhed.leder": ("Mette", "Rosenkilde", "", ""),
    "omraade-nord.leder": ("Jonas", "Hvidberg", "", ""),
    "omraade-syd.leder": ("Rikke", "Elmelund", "", ""),
    "hjemmeplejen-nord.leder": ("Sara", "Lindholm", "", ""),
    "hjemmeplejen-nord.afdelingsleder": ("Sille", "Degn", "", ""),
    "hjemmeplejen-vest.03": ("Grethe", "Lodberg", "", ""),
    "hjemmeplejen-vest.04": ("Villy", "Hesselholt", "", ""),
    "hjemmeplejen-nord.tr": ("Bent", "Gregersen", "social- og sundhedsassistent, tillidsrepræsentant", ""),
    "hjemmeplejen-nord.amr": ("Susan", "Bagger", "social- og sundhedshjælper, arbejdsmiljørepræsentant", ""),
    "hjemmeplejen-havnen.leder": ("Dennis", "Kaspersen", "", ""),
    "hjemmeplejen-havnen.03": ("Maja", "Nguyen", "social- og sundhedsassistent", ""),
    "lyngtoften.leder": ("Peter", "Storgaard", "", ""),
    "smedjen.leder": ("Karen", "Ellegaard", "", ""),
    "sygeplejen-nord.04": ("Ida", "Brøndum", "sygeplejerske, faglig støtteperson", "support_person"),
    "visitationen.03": ("Jytte", "Falkenberg", "visitator, faglig støtteperson", "support_person"),
    "egebakken.06": ("Allan", "Hjuler", "ergoterapeut, faglig støtteperson", "support_person"),
    "visitationen.02": ("Fatma", "Yildirim", "visitator", "caseworker"),
    "sygeplejen-syd.leder": ("Dorthe", "Bakmann", "", ""),
    "sygeplejen-syd.02": ("Hassan", "El-Amin", "sygeplejerske, souschef", ""),
    "hr-udvikling.02": ("Nadia", "Rahbek", "udviklingskonsulent", "programme_office"),
    "hr-udvikling.05": ("Jens Otto", "Schou", "udviklingskonsulent", "programme_office"),
    "kommunikation.01": ("Kasper", "Wessel", "kommunikationskonsulent", "communications"),
    "kommunikation.03": ("Trine", "Ovesen", "kommunikationskonsulent", "communications"),
    "jura-tilsyn.02": ("Ulla", "Mejdahl", "tilsynskonsulent", "auditor"),
    "it.02": ("Anders", "Broby", "systemansvarlig", "administrator"),
    "it.05": ("Malene", "Hviid", "systemansvarlig", "administrator"),
    "boern-skole.leder": ("Flemming", "Ørskov", "", ""),
    "dagtilbud.leder": ("Lisbet", "Munkholm", "", ""),
    "visitationen.leder": ("Gitte", "Rosendal", "", ""),
    "egebakken.leder": ("Marianne", "Sylvest", "", ""),
    "solgaarden.leder": ("Jeppe", "Bonde", "", ""),
    "nattevagten.leder": ("Torben", "Amstrup", "", ""),
    "traeningscentret.leder": ("Line", "Abildtrup", "", ""),
    "demensteamet.leder": ("Else Marie", "Vad", "", ""),
}

#: Person key, who they are and what they come for in Danish, the same in English; in the order shown.
PERSONAS: tuple[tuple[str, str, str], ...] = (
    (
        "aeldre-sundhed.leder",
        "Direktør for Ældre og Sundhed. Vil se, hvor langt hendes brief er nået, hvor der er stille, "
        "og hvad arbejdspladserne vil gøre.",
        "Director of Elder Care and Health. Wants to see how far her brief has come, where it is silent, "
        "and what the workplaces will do.",
    ),
    (
        "hjemmepleje.leder",
        "Hjemmeplejechef. Skal afgøre en sag, som rækker ud over det ene område og er løftet til ham.",
        "Senior manager of home care. Is to settle a matter that two areas share and that was lifted to him.",
    ),
    (
        "sundhed.leder",
        "Sundhedschef. Har skrevet briefen til otte arbejdspladser og skal svare på de backbriefer, "
        "der er kommet.",
        "Senior manager of health. Has briefed eight workplaces and has backbriefs to answer.",
    ),
    (
        "omraade-nord.leder",
        "Områdeleder i hjemmeplejen. To backbriefer venter på hans svar, og en leder er ikke kommet i gang.",
        "Area leader in home care. Two backbriefs await his answer, and one leader has not begun.",
    ),
    (
        "hjemmeplejen-nord.leder",
        "Leder af en hjemmeplejegruppe. Er halvvejs i sin backbrief og har fået kommentarer fra LMU.",
        "Leader of a home care group. Halfway through her backbrief, "
        "with comments from the local MED committee.",
    ),
    (
        "egebakken.leder",
        "Forstander på et plejecenter. Har holdt workshops og fået skitsen til næste fase set. "
        "Mangler MED, før fasen kan åbne.",
        "Head of a care home. Has held workshops and had the sketch of the next phase seen. "
        "Lacks MED before the phase can open.",
    ),
    (
        "lyngtoften.leder",
        "Forstander på et plejecenter. Har fået sin backbrief tilbage med en begrundelse "
        "og skal sende den igen.",
        "Head of a care home. His backbrief came back with a reason, and he is to send it again.",
    ),
    (
        "smedjen.leder",
        "Leder af et aktivitetscenter. Er ikke begyndt endnu og har et gammelt dokument, hun vil bruge.",
        "Leader of an activity centre. Has not begun yet and has an old document she wants to use.",
    ),
    (
        "sygeplejen-syd.02",
        "Souschef i sygeplejen og stedfortræder, mens lederen er på orlov. "
        "Skriver backbriefen på hendes vegne.",
        "Deputy in community nursing and substitute while the leader is on leave. "
        "Writes the backbrief for her.",
    ),
    (
        "hr-udvikling.02",
        "Udviklingskonsulent i HR. Sætter initiativer i gang og følger dem på tværs af hele kommunen.",
        "Programme office in HR. Starts initiatives and follows them across the whole municipality.",
    ),
    (
        "hjemmeplejen-nord.tr",
        "Tillidsrepræsentant og næstformand i LMU. Læser lederens kladde og skriver, hvad gruppen mener.",
        "Shop steward and vice-chair of the local MED committee. "
        "Reads the draft and says what the group thinks.",
    ),
    (
        "hjemmeplejen-havnen.03",
        "Social- og sundhedsassistent. Læser på telefonen, hvad hendes arbejdsplads har besluttet at gøre.",
        "Social and health care assistant. Reads on her phone what her workplace has decided to do.",
    ),
    (
        "visitationen.02",
        "Visitator. Vil vide, hvad Visitationens backbrief betyder for samtalerne med borgerne.",
        "Caseworker. Wants to know what the unit's backbrief means for her talks with citizens.",
    ),
    (
        "sygeplejen-nord.04",
        "Sygeplejerske og faglig støtteperson. Følger, hvad kollegerne spørger om, og hjælper dem i gang.",
        "Nurse and support person. Follows what colleagues ask and helps them begin.",
    ),
    (
        "kommunikation.01",
        "Kommunikationskonsulent. Leder efter de fortællinger, der kan deles med resten af kommunen.",
        "Communications. Looks for the stories to share with the rest of the municipality.",
    ),
    (
        "jura-tilsyn.02",
        "Auditor i Jura og Tilsyn. Ser, hvad der er lovet, før hun ser på, hvad der sker.",
        "Auditor. Sees what was promised before she looks at what happens.",
    ),
    (
        "it.02",
        "Administrator. Holder orden i enheder, roller og stedfortrædere og indlæser organisationen.",
        "Administrator. Keeps units, roles and substitutes in order and imports the organisation.",
    ),
)
