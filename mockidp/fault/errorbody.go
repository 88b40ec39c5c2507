package fault

import (
	"net/http"

	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// ErrorMarker is a word that stands in an error of the token endpoint's and nowhere else.
const ErrorMarker = "torii-internal-detail-7f3a"

// errorBodies are errors whose text is for the Relying Party's makers, and not for the person.
var errorBodies = []Fault{
	answer("token-error-described", "SES-DETAIL", "説明の付いたトークンエンドポイントのエラー", "an error of the token endpoint with a description",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusBadRequest, token.Object{{Name: "error", Value: "invalid_grant"},
				{Name: "error_description", Value: "the code is bad: " + ErrorMarker}}
		}),
}
