course story   cohort start 2026-01-05 zone Africa/Harare rooms of 3 cap 5
learners nurse1 nurse2, nurse3
late nurse4
nurse1 says "👍‮" nurse1 👍