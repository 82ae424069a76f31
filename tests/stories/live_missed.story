# A meeting whose day passes in a pause does not take place, and staff are told; what follows in the course comes as planned. One that was
# stopped for a day in its middle is over afterwards: nothing of its script comes in a heap.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 10:00   everybody says "MENU"   mercy says "CARD"
at day 3 12:30   coordinator does cohort.pause
at day 3 19:00   expect mercy <- "did not take place: the cohort was paused on its day" between day 3 19:00 and day 3 21:30
at day 4 09:00   everybody says "MENU"   coordinator does cohort.resume
                 coordinator does live.start   expect refused "no live meeting of room 1 is planned for today"
at day 4 09:05   expect no message to everybody until 18:00
                 expect nobody <- "It begins now"
                 expect nobody <- "It begins at 14:00"
at day 7 10:00   everybody says "MENU"
at day 8 08:00   everybody says "MENU"
                 expect everybody <- "That was the course." between day 8 09:00 and day 8 09:10 once
