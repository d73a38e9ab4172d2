"""Words as such: stems, spelling, English, what is typed."""
