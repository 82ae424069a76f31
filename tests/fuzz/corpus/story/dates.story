course story   cohort start 2026-01-05 zone Africa/Harare rooms of 3 cap 5
learners nurse1 nurse2, nurse3
late nurse4
at 1970-01-01 at 0001-01-01 00:00 at 9999-12-31 24:00
