"""Playbooks: a way of carrying out an initiative, written as data.

Owns the schema (one file per section), the loader that names line and column of every fault, the difference
between two versions, and the playbooks the product ships (`library/*.yaml`). Owns no tables: an initiative
keeps the version it started on. The room that owns a section (briefs, plans …) interprets it.
"""
