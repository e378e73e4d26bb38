"""What every room stands on: the organisation, the base row, who acts, periods, the personal-data guard.

Owns no process. Nothing here knows what a brief or a plan is.
"""
