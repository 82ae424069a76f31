course story   cohort start 2026-01-05 zone Africa/Harare rooms of 3 cap 5
learners nurse1 nurse2, nurse3
late nurse4
at day 1000 23:59 at day 1 at day 0 at day 99999999999999999999
