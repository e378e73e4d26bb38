"""Pejlemærke: decide → brief → brief back → plan → practise → note → learn → measure → report."""
