"""First and last names of the demo's people. Imports no Django.

Names of one background mostly go together, as they do on a staff list; the weights are rough shares.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pool:
    weight: int
    first: tuple[str, ...]
    last: tuple[str, ...]


def _pool(weight: int, first: str, last: str) -> Pool:
    return Pool(weight, tuple(first.split()), tuple(last.split()))


POOLS = (
    _pool(
        84,
        """Anne Mette Kirsten Hanne Lene Susanne Helle Charlotte Pia Camilla Maria Louise Tina Gitte Mia
        Line Rikke Heidi Julie Ida Sofie Emma Freja Laura Cecilie Katrine Trine Maibritt Jette Bente
        Dorthe Inger Karin Lisbeth Marianne Annette Ulla Vibeke Birthe Lotte Signe Astrid Nanna Sidsel
        Malene Stine Pernille Tove Ellen Karen Merete Anja Sanne Berit Conny Dagmar Else Frida Gerda
        Kamilla Kristine Lea Maja Naja Oda Ruth Sille Tilde Peter Michael Lars Jens Thomas Henrik Søren
        Christian Martin Jan Morten Jesper Anders Mads Rasmus Kasper Niels Ole Per Kim Claus Torben Bo
        Erik Finn Gert Hans Ib Jakob Karl Leif Mikkel Nikolaj Oscar Palle Rune Simon Troels Uffe Viggo
        Emil Frederik Gustav Jonas Kristoffer Lasse Magnus Oliver Steen Tobias""",
        """Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen
        Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Dahl Lund
        Holm Vestergaard Bach Berg Juhl Kjær Bruun Schmidt Lauridsen Toft Krogh Bech Friis Skov Nygaard
        Winther Hald Damgaard Overgaard Mikkelsen Clausen Frandsen Iversen Jakobsen Kjeldsen Laursen
        Mathiesen Nissen Overby Paulsen Ravn Simonsen Thygesen Villadsen Aagaard Østergaard Brandt
        Carstensen Dam Enevoldsen Fisker Gade Hedegaard Kirkegaard Lassen Munk Norup Ottosen Pallesen
        Quist Riis Søgaard Therkildsen Ulriksen Vang Worm Bisgaard Boesen Degn Eskildsen Fog Graversen
        Hjort Kofoed Lynge Mølgaard Nørgaard Okholm Præst Rønne Stage Tang Bjerregaard Dalgaard Elkjær
        Foged Gravesen Hvid Klausen Ladefoged""",
    ),
    _pool(
        3,
        "Ayse Fatma Elif Zeynep Emine Hatice Mehmet Mustafa Emre Yusuf Hülya Selin",
        "Yilmaz Kaya Demir Celik Sahin Öztürk Aydin Arslan",
    ),
    _pool(
        3,
        "Amina Layla Noor Samira Yasmin Rana Omar Khaled Tarek Ahmad Huda Zainab",
        "Haddad Khalil Mansour Hassan Al-Khatib Saleh Nasser Ibrahim",
    ),
    _pool(
        2,
        "Agnieszka Katarzyna Magdalena Joanna Monika Piotr Tomasz Ewa",
        "Nowak Kowalska Wisniewska Lewandowski Zielinska Mazur",
    ),
    _pool(
        2,
        "Linh Thi Huong Minh Lan Tuan Phuong Anh",
        "Nguyen Tran Pham Le Hoang Vo",
    ),
    _pool(
        2,
        "Lejla Amra Jasmina Senad Adnan Emina Mirela Haris",
        "Hodzic Begic Kovacevic Hadzic Delic Mujic",
    ),
    _pool(
        1,
        "Hodan Ifrah Abdi Sahra Faduma Mohamed",
        "Warsame Abdullahi Farah Jama Hersi",
    ),
    _pool(
        1,
        "Priya Kavitha Suganthi Nimal Ravi Thusha",
        "Sivakumar Rajan Selvam Kumaran Nathan",
    ),
    _pool(
        1,
        "Oksana Iryna Olena Natalia Svitlana Andrij",
        "Kovalenko Shevchuk Bondarenko Melnyk Tkachenko",
    ),
    _pool(
        1,
        "Aviaja Pipaluk Malik Ivalu Paninnguaq Inuk",
        "Petrussen Kleist Heilmann Berthelsen Lyberth",
    ),
)
