# What a learner decides and asks about herself, in words of several languages.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
                 everybody taps "Yes"   expect everybody <- "May researchers use"
                 everybody taps "Yes"   expect everybody <- "First, two questions."
at day 1 09:00   nurse1 says "Study no"   expect nurse1 <- "no longer used for research"
                 nurse1 says "my data"   expect nurse1 <- "to research: No"
                 nurse1 says "utafiti ndiyo"   expect nurse1 <- "may be used for research"
at day 1 09:10   nurse1 says "NAME 0772 123 456"   expect nurse1 <- "name of 2 to 30 letters"
                 nurse1 says "NAME: www.x.org"   expect nurse1 <- "name of 2 to 30 letters"
                 nurse1 says "name Facilitator"   expect nurse1 <- "name of 2 to 30 letters"
                 nurse1 says "zita Rudo"   expect nurse1 <- "Your group sees you as Rudo"
                 nurse2 says "Name Rudo"   expect nurse2 <- "Somebody in your group has this name"
at day 1 09:20   nurse2 says "language"   expect nurse2 <- "This course is only in English"
                 nurse2 says "CPD"   expect nurse2 <- "met: 0 of 3."   expect nurse2 <- "- Try it"
                 nurse2 says "ngicela usizo"   expect nurse2 <- "Words that work at any time"
                 nurse2 says "msaada tafadhali 🙏"   expect nurse2 <- "Words that work at any time"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:00   nurse1 quotes "What stops you" with "There is no water at night."
                 expect nurse1 <- "Shared with your group as Rudo"
                 expect nurse2 <- "Rudo" between 18:00 and 19:00
