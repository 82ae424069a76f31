# Two of one name are silent in a live meeting: WhatsApp takes no two buttons of one title, so the second bears her id, and the tap on it
# asks her.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does learner.name learner=nurse2 name="nurse1" reason="So her papers say."
at day 3 10:00   everybody says "MENU"
at day 3 13:40   mercy says "LIVE"   expect mercy <- "It begins now. Write SHEET"
                 mercy says "SHEET"   expect mercy <- "Tap a name to write to her alone"
                 mercy taps "nurse1"   expect mercy <- "nurse1 was asked, privately"   expect nurse1 <- "Write a word and tap"
                 mercy taps "L"   expect nurse2 <- "Write a word and tap"
