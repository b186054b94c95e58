"""What citizens said, and what becomes of it: answers, sheets, seals, checks, cases, the box.

Asked after each service, kept apart from the ticket, sealed at the close of the day. It knows the
office, but no line, no Flask and no device.
"""
