// Command rp is a program in the place of a Relying Party: it does what it is asked to.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

const patience = 2 * time.Second

func main() {
	if os.Getenv("PORT") == "" {
		fmt.Fprint(os.Stderr, "want a PORT")
		os.Exit(3)
	}
	http.HandleFunc("/hello", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello, uid ", os.Getuid()) })
	http.HandleFunc("/read", read)
	http.HandleFunc("/get", get)
	http.HandleFunc("/dial", dial)
	http.HandleFunc("/look", look)
	http.HandleFunc("/fill", fill)
	http.HandleFunc("/exit", func(_ http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.FormValue("v"))
		fmt.Println("last words")
		os.Exit(code)
	})
	fmt.Println("listening on", os.Getenv("PORT"))
	fmt.Fprintln(os.Stderr, http.ListenAndServe(":"+os.Getenv("PORT"), nil))
	os.Exit(1)
}

func answer(w http.ResponseWriter, b []byte, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_, _ = w.Write(b)
}

func read(w http.ResponseWriter, r *http.Request) {
	b, err := os.ReadFile(r.FormValue("v"))
	answer(w, b, err)
}

func get(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: 3 * patience}
	res, err := client.Get(r.FormValue("v"))
	if err != nil {
		answer(w, nil, err)
		return
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	answer(w, b, err)
}

func dial(w http.ResponseWriter, r *http.Request) {
	conn, err := net.DialTimeout("tcp", r.FormValue("v"), patience)
	if err == nil {
		_ = conn.Close()
	}
	answer(w, []byte("connected"), err)
}

func look(w http.ResponseWriter, r *http.Request) {
	found, err := net.DefaultResolver.LookupHost(r.Context(), r.FormValue("v"))
	answer(w, fmt.Append(nil, found), err)
}

// fill takes more memory than it may have.
func fill(http.ResponseWriter, *http.Request) {
	var all [][]byte
	for {
		b := make([]byte, 1<<20)
		for i := range b {
			b[i] = 1
		}
		all = append(all, b)
		if len(all) > 1<<20 {
			return
		}
	}
}
