package interview

import "strings"

// diagnosis is what an answer of Google means for who sets the connection up.
type diagnosis struct {
	token   bool
	code    string
	message string // its beginning, "" for any
	step    string // of the customers' guide
	kind    Kind
	says    string
}

const calendarOnly = "。許可するAPIスコープは " + Scope

// diagnoses are met from the top.
var diagnoses = []diagnosis{
	{true, "unauthorized_client", "", "2", Setup,
		"手順2「API承認設定」を確認してください: 管理コンソールの「ドメイン全体の委任」に、サービスアカウントのクライアントID(数字21桁。メールアドレスではありません)を登録します" + calendarOnly +
			"。予約元ユーザーにはGoogleグループを使えません。承認が行き渡るまで最長24時間かかります"},
	{true, "access_denied", "Account restricted", "3", Setup, "予約元ユーザーのアカウントが制限されています。手順1⑤・3の予約元ユーザーを確認してください"},
	{true, "access_denied", "", "2", Setup,
		"手順2「API承認設定」を確認してください: 承認されていないスコープがあるか、予約元ユーザーが一度もログインしていません" + calendarOnly},
	{true, "admin_policy_enforced", "", "2", Setup, "手順2「API承認設定」を確認してください: 管理者の方針がスコープを禁じています"},
	{true, "org_internal", "", "1-1", Setup, "手順1①「プロジェクト作成」を確認してください: プロジェクトが別の組織に属しています"},
	{true, "disabled_client", "", "1-3", Setup, "手順1③のサービスアカウントが無効になっています"},
	{true, "deleted_client", "", "1-3", Setup, "手順1③のサービスアカウントが削除されています"},
	{true, "invalid_account", "", "3", Setup, "予約元ユーザーのアカウントを使えません。手順1⑤・3の予約元ユーザーを確認してください"},
	{true, "invalid_client", "", "1-3", Setup, "手順1③のサービスアカウントか、その認証キーの設定が正しくありません"},
	{true, "invalid_grant", "Invalid JWT Signature", "1-3", Setup,
		"手順1③の認証キーが使えません: 鍵が削除・無効化されたか、別のサービスアカウントの鍵です。新しい鍵(P12)を作り、手順3でご提供ください"},
	{true, "invalid_grant", "Invalid grant: account not found", "1-3", Setup,
		"サービスアカウントが見つかりません: 手順1①と③の作成、手順1④で控えたメールアドレスを確認してください。無効・削除のときも同じ応答です"},
	{true, "invalid_grant", "Robot is disabled", "1-3", Setup, "手順1③のサービスアカウントが無効になっています"},
	{true, "invalid_grant", "Invalid email or User ID", "3", Setup, "手順3の予約元ユーザーが見つかりません。メールアドレスを確認してください"},
	{true, "invalid_grant", "Not a valid email", "3", Setup, "手順3の予約元ユーザーがメールアドレスではありません"},
	{true, "invalid_grant", "The account has been deleted", "3", Setup, "予約元ユーザーが削除されています。手順1⑤・3をやり直してください"},
	{true, "invalid_request", "Invalid impersonation", "3", Setup, "予約元ユーザーが削除されています。手順1⑤・3をやり直してください"},
	{true, "invalid_grant", "Invalid JWT: Token must be a short-lived token", "", Passing, "製品の時計がずれています。時刻合わせ(NTP)を確認してください"},
	{false, "accessNotConfigured", "", "1-2", Setup,
		"手順1②「API有効化」が済んでいません: 作成したプロジェクトで Google Calendar API を有効にしてください。有効にした直後は数分待ちます"},
	{false, "insufficientPermissions", "", "2", Setup, "手順2のスコープが足りません" + calendarOnly},
	{false, "forbidden", "Requests to this API", "1-2", Setup, "Google Calendar API の呼び出しが止められています。手順1②のプロジェクトで、APIの制限を確認してください"},
	{false, "notACalendarUser", "", "3", Setup, "予約元ユーザーが停止されているか、カレンダーのサービスがオフです。手順1⑤・3の予約元ユーザーを確認してください"},
	{false, "push.webhookUrlNotHttps", "", "", Input, "変更の通知を受けるには、製品が https のアドレスで公開されている必要があります。通知が無くても、10分ごとの同期で取り込みます"},
	{false, "forbiddenForServiceAccounts", "", "2", Setup, "予約元ユーザーとして動作していません。手順2「API承認設定」を確認してください"},
}

// diagnose returns what a failure means, nil where it is none of the set-up.
func diagnose(f *Failure) *Trouble {
	for _, d := range diagnoses {
		if d.token == f.Token && d.code == f.Code && strings.HasPrefix(f.Message, d.message) {
			return &Trouble{Kind: d.kind, Step: d.step, Says: d.says, Err: f}
		}
	}
	return nil
}
