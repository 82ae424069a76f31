# An observer of a live meeting who says that she comes reads along from the first word; one who cannot come is not reminded of it and not
# taken for one who is there. Neither is counted among those who take part.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 guest away
staff mercy

at day 1 08:10   coordinator does learner.role learner=guest role=observer   coordinator does learner.role learner=away role=observer
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 10:00   everybody says "MENU"
at day 2 14:30   guest taps "I will come"   expect guest <- "observer"
                 away taps "I cannot come"   expect away <- "Noted: you cannot come"
at day 3 10:00   everybody says "MENU"   mercy says "CARD"
at day 3 10:01   expect no message to away until 13:55
at day 3 13:55   nurse1 taps "I am here"
at day 3 14:02   mercy says "SHEET"   expect mercy <- "1 of 2 are here."
                 nurse1 quotes "What do you do" with "I would dry her."
                 expect guest <- "I would dry her." between 14:02 and 14:03 once
                 expect away <- "I would dry her." between 18:30 and 18:45 once
