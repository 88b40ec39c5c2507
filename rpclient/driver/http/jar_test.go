package httpdriver

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestJarIsBoundedOverAllDomains(t *testing.T) {
	var (
		j   jar
		now = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	)
	for i := range maxCookies + 1 {
		u := &url.URL{Scheme: "https", Host: fmt.Sprintf("host%d.test", i), Path: "/"}
		j.receive(u, []string{"a=1"}, now)
	}
	assert.Len(t, j.cookies, maxCookies)
	assert.Equal(t, "host1.test", j.cookies[0].domain)
}

func TestExpiredCookiesLeaveTheJar(t *testing.T) {
	var (
		j   jar
		now = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
		u   = &url.URL{Scheme: "https", Host: "rp.example.test", Path: "/"}
	)
	j.receive(u, []string{"short=1; Max-Age=1"}, now)
	j.receive(u, []string{"next=1"}, now.Add(time.Second))
	assert.Len(t, j.cookies, 1)
	j.receive(u, []string{"next=; Max-Age=0"}, now)
	assert.Empty(t, j.cookies)
}

func TestLeastRecentlyUsedCookieIsEvicted(t *testing.T) {
	var (
		j   jar
		now = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
		u   = &url.URL{Scheme: "https", Host: "rp.example.test", Path: "/"}
	)
	j.receive(u, []string{"session=1; Path=/"}, now)
	for i := range maxPerDomain {
		now = now.Add(time.Second)
		j.header(u, visit{sameSite: true}, now)
		j.receive(u, []string{fmt.Sprintf("c%d=1; Path=/elsewhere", i)}, now)
	}
	assert.Len(t, j.cookies, maxPerDomain)
	assert.Equal(t, "session=1", j.header(u, visit{sameSite: true}, now))
}
