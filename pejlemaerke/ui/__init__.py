"""The look: the design system as form fields and components, the base page, dates as said, SVG charts.

Owns no data and no process. Every other room renders through it.
"""
