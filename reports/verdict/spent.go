package verdict

import (
	"fmt"

	"torii/fixtures/text"
	"torii/reports/event"
)

// spend adds what a run has spent: a merged log tells of several.
func (r *Run) spend(f event.Spent) {
	r.Spent.Run += f.Run
	r.Spent.Starts += f.Starts
	r.Spent.Starting += f.Starting
	r.Spent.Waiting += f.Waiting
	r.Spent.Target += f.Target
	r.Spent.Mocks += f.Mocks
}

// TimeSpent says in one line where the time of a run went; zero where that was not measured.
func (r Run) TimeSpent() text.Both {
	s := r.Spent
	if s.Run == 0 {
		return text.Both{}
	}
	each := int64(0)
	if s.Starts > 0 {
		each = s.Starting / int64(s.Starts)
	}
	return text.Both{
		JA: fmt.Sprintf("時間 %s: RPの起動 %d 回 × %s、決まりの待ち %s、RPの応答 %s と模擬の応答 %s（並行分を合算）",
			seconds(s.Run), s.Starts, seconds(each), seconds(s.Waiting), seconds(s.Target), seconds(s.Mocks)),
		EN: fmt.Sprintf("time %s: %d starts of the RP × %s, waits by design %s; answers of the RP %s and of the mocks %s, added up over parallel rows",
			seconds(s.Run), s.Starts, seconds(each), seconds(s.Waiting), seconds(s.Target), seconds(s.Mocks))}
}

func seconds(millis int64) string { return fmt.Sprintf("%.1f s", float64(millis)/1000) }
