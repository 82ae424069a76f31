# People run this room in a WhatsApp group of their own: the engine posts nothing in it and takes nothing for it; what is for each alone goes on one to one.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 07:10   coordinator does room.mode cohort="story" room="1" mode="observed"
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 13:00   nurse1 says "The sink is at the other end of the ward."   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Ask facilitator"
at day 4 13:10   nurse1 says "#1 I agree"
at day 5 19:00   expect nobody <- "What stops you from cleaning hands?"
expect nobody <- "Shared with your group"
