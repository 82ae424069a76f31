# The access token dies, and the day after webhooks stop coming. The coordinator's own phone is told of each once, with what to
# do, and when it is over. No learner hears of it.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
late ruth

at day 1 07:10   coordinator does staff.add name="Ruth" role="coordinator" password="$argon2id$v=19$x" phone=ruth.phone
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 ruth taps "Show"   expect ruth <- "This phone is now known as yours"

at day 3 11:00   ruth says "help"
at day 3 12:00   token dies
at day 3 12:31   expect no message to everybody until day 3 14:00
at day 3 14:00   token lives
                 expect ruth <- "Alarm: WhatsApp refuses our number" between day 3 14:00 and day 3 15:30 once
                 expect ruth <- "secrets/token" between day 3 14:00 and day 3 15:30 once
                 expect ruth <- "All clear: our number sends again" between day 3 14:00 and day 3 15:30 once
                 expect everybody <- "Tap Continue" between day 3 14:00 and day 3 15:30 once
                 everybody taps "Continue"

at day 4 11:00   ruth says "help"
at day 4 12:20   webhooks stop until day 4 17:00
at day 4 14:00   expect ruth <- "Alarm: WhatsApp has told us nothing for" between day 4 14:00 and day 4 15:30 once
                 expect ruth <- "Alarm:" between day 4 14:30 and day 4 16:59 once
                 expect ruth <- "All clear: WhatsApp tells us again" between day 4 17:00 and day 4 18:00 once
at day 5 12:00   expect no message to ruth until day 6 12:00
