# Private questions were allowed before the course began: a senior is invited to take them once she has agreed to the course, and only once.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 boss

at day 1 07:30   coordinator does learner.role learner=boss role=senior
                 coordinator does upkeep.set name=ask_seniors value="3"
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 10:00   everybody says "MENU"   expect boss <- "Colleagues may have questions" between 10:00 and 15:00 once
at day 2 09:58   everybody says "MENU"
at day 2 10:00   expect no message to boss until 12:00
