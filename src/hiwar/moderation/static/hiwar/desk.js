// The desk's keys.
