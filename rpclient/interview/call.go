package interview

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Call is one request to Google with its answer, tried as often as the steps allow.
type Call struct {
	Token   bool // of the token endpoint
	Method  string
	Path    string // under the API
	Query   url.Values
	Body    any
	Form    url.Values
	IfMatch string

	Header    http.Header
	Access    string        // token sent
	Within    time.Duration // of one try; 0 is without end
	Try       int           // from 1
	Refreshed bool

	Status  int // 0: no answer
	Raw     []byte
	Code    string // Google's word for an error
	Message string
	Problem error // why there is no answer
	Again   bool  // to be tried once more, after Pause
	Pause   time.Duration
}

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 8 << 20

// manyTries ends a call whatever the steps say.
const manyTries = 40

// Object is the answer's body.
func (c *Call) Object() (Object, error) { return parseObject(c.Raw) }

// OK tells that Google has done what was asked.
func (c *Call) OK() bool { return c.Status/100 == 2 }

// failure is the answer as an error.
func (c *Call) failure() error {
	switch {
	case c.Problem != nil:
		return c.Problem
	case c.OK():
		return nil
	}
	return &Failure{Status: c.Status, Token: c.Token, Code: c.Code, Message: c.Message}
}

func failed(err error) (*Failure, bool) { return errors.AsType[*Failure](err) }

// Send takes a call through its steps until it is answered for good.
func (j *Job) Send(c *Call) error {
	outer := j.Call
	defer func() { j.Call = outer }()
	for c.Try = 1; ; c.Try++ {
		j.Call = c
		if err := j.run(Request); err != nil {
			return err
		}
		c.Again, c.Pause, c.Code, c.Message = false, 0, "", ""
		c.Status, c.Header, c.Raw, c.Problem = j.exchange(c)
		if err := j.run(Answer); err != nil {
			return err
		}
		if !c.Again || c.Try == manyTries {
			return c.failure()
		}
		if err := j.Wait(c.Pause); err != nil {
			return err
		}
	}
}

// exchange sends one try.
func (j *Job) exchange(c *Call) (int, http.Header, []byte, error) {
	ctx := j.ctx
	if c.Within > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Within)
		defer cancel()
	}
	req, err := j.app.request(ctx, c)
	if err != nil {
		return 0, nil, nil, err
	}
	resp, err := j.app.client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return 0, nil, nil, err
	}
	return resp.StatusCode, resp.Header, raw, nil
}

func (a *App) request(ctx context.Context, c *Call) (*http.Request, error) {
	address, body, media := a.config.API+c.Path, io.Reader(nil), ""
	switch {
	case c.Token:
		address, body, media = a.config.TokenURL, bytes.NewReader([]byte(c.Form.Encode())), "application/x-www-form-urlencoded"
	case c.Body != nil:
		b, err := json.Marshal(c.Body)
		if err != nil {
			return nil, err
		}
		body, media = bytes.NewReader(b), "application/json; charset=UTF-8"
	}
	if len(c.Query) > 0 {
		address += "?" + c.Query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, c.Method, address, body)
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{"Content-Type": media, "If-Match": c.IfMatch, "Accept": "application/json"} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if c.Access != "" {
		req.Header.Set("Authorization", "Bearer "+c.Access)
	}
	return req, nil
}
