# A question of Friday: its nudge and its summary are so many course days later, not on Saturday and Sunday.
course story   cohort start 2026-01-06 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:25   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at 2026-01-10 08:00   everybody says "MENU"
at 2026-01-10 09:00   expect no message to nurse1 until 2026-01-12 08:00
at 2026-01-12 12:20   everybody says "MENU"
at 2026-01-12 12:29   expect everybody <- "Nobody has written yet" between 12:30 and 12:40 once
at 2026-01-13 12:20   everybody says "MENU"
at 2026-01-13 12:29   expect everybody <- "Rub at the bed helps most" between 12:30 and 12:40 once
