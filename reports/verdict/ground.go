package verdict

import (
	"torii/fixtures/text"
	"torii/reports/event"
)

// ungrounded settles a row that rests on what does not hold: what came before is judged, and
// nothing can be said of the rest. The words are those of the ground, so that all rows
// that it takes have one reason.
func (j *judged) ungrounded(f event.Rested) {
	j.settled = true
	says := map[event.Ground]text.Both{
		event.HonestLink:         {JA: "正しい連携ができないので、何も言えない: ", EN: "the honest link fails, so nothing can be said: "},
		event.HonestRegistration: {JA: "正しい会員登録ができないので、何も言えない: ", EN: "the honest registration fails, so nothing can be said: "},
		event.FormSent:           {JA: "フォームを送っていないので、何も言えない: ", EN: "no form was sent, so nothing can be said: "},
		event.NewcomersAsked:     {JA: "初めての人に会員になるかを尋ねないので、何も言えない: ", EN: "newcomers are not asked, so nothing can be said: "},
		event.WhoIsIn:            {JA: "誰がログインしているかが違うので、何も言えない: ", EN: "somebody is not signed in who has to be, so nothing can be said: "},
	}[f.On]
	j.lower(Vacuous, text.Both{JA: says.JA + f.Problem.JA, EN: says.EN + f.Problem.EN})
}
