# The run sheet counts who is here among those who take part: neither one who left after she had come, nor an observer.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 10:00   everybody says "MENU"   mercy says "SHEET"
at day 3 13:10   everybody taps "I am here"
                 nurse3 says "STOP"
                 coordinator does learner.role learner=nurse1 role=observer
at day 3 14:01   mercy says "SHEET"   expect mercy <- "1 of 1 are here"
