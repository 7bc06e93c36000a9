"""What leaves the house after a call: the sentence to read back, the summary, the mail, the calendar file.

Everything here is a pure function of one `Handover`: no files are written, no clock is read.
"""
