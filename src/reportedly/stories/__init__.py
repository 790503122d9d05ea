"""Many readings: which reports are copies, where a claim comes from, what is one event and one story."""
