"""ONE document → Reading: pure functions over sequences; no disk, no network, no clock, no other document."""
