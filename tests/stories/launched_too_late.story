# The first day has passed: the launch says so, and nobody gets five lessons at once.
course story   cohort start 2026-01-05 zone Africa/Harare planned
learners nurse1

at day 4 09:00   coordinator does cohort.launch   expect refused "course day 1 was 2026-01-05"
                 expect no message to nurse1 until day 5 20:00
