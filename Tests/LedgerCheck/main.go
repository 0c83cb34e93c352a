// Command ledgercheck verifies an export with the Go project's own note and tlog packages, which share nothing with ours.
//
//	ledgercheck <folder> <verifier key>
//
// It checks the checkpoint's signature, every entry bundle, every hash tile against the entries, and the signed root.
// It prints what it verified, and exits 1 at the first thing that does not fit.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8
const width = 1 << height

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: ledgercheck <folder> <verifier key>")
		os.Exit(2)
	}
	if err := check(os.Args[1], os.Args[2]); err != nil {
		fmt.Println("FAILED:", err)
		os.Exit(1)
	}
}

func check(folder, vkey string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return fmt.Errorf("verifier key: %w", err)
	}
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	origin, size, root, err := parseCheckpoint(opened.Text)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if origin != verifier.Name() {
		return fmt.Errorf("checkpoint: origin %q is not the key's name %q", origin, verifier.Name())
	}
	fmt.Printf("checkpoint of %d entries signed by %s\n", size, verifier.Name())

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, 0, len(indexes))
		for _, index := range indexes {
			if index < 0 || index >= int64(len(stored)) {
				return nil, fmt.Errorf("hash %d is not there", index)
			}
			found = append(found, stored[index])
		}
		return found, nil
	})
	for first := int64(0); first < size; first += width {
		count := min(width, size-first)
		path := filepath.Join("tile", "entries", tilePath(first/width, int(count)))
		bundle, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return err
		}
		for position := int64(0); position < count; position++ {
			if len(bundle) < 2 || len(bundle)-2 < int(bundle[0])<<8+int(bundle[1]) {
				return fmt.Errorf("%s ends within entry %d", path, first+position)
			}
			end := 2 + int(bundle[0])<<8 + int(bundle[1])
			hashes, err := tlog.StoredHashes(first+position, bundle[2:end], reader)
			if err != nil {
				return err
			}
			stored = append(stored, hashes...)
			bundle = bundle[end:]
		}
		if len(bundle) != 0 {
			return fmt.Errorf("%s has %d bytes too many", path, len(bundle))
		}
	}
	fmt.Printf("%d entries hashed\n", size)

	tiles := 0
	for level := 0; size>>(height*level) > 0; level++ {
		digests := size >> (height * level)
		for first := int64(0); first < digests; first += width {
			count := int(min(width, digests-first))
			want, err := tlog.ReadTileData(tlog.Tile{H: height, L: level, N: first / width, W: count}, reader)
			if err != nil {
				return err
			}
			path := filepath.Join("tile", strconv.Itoa(level), tilePath(first/width, count))
			have, err := os.ReadFile(filepath.Join(folder, path))
			if err != nil {
				return err
			}
			if !bytes.Equal(have, want) {
				return fmt.Errorf("%s differs from the entries", path)
			}
			tiles++
		}
	}
	fmt.Printf("%d hash tiles equal those of the entries\n", tiles)

	computed, err := tlog.TreeHash(size, reader)
	if size > 0 && err != nil {
		return err
	}
	if size > 0 && computed != root {
		return fmt.Errorf("the root over the entries is %v, signed is %v", computed, root)
	}
	fmt.Printf("root %v is the signed one\nVERIFIED\n", root)
	return nil
}

// parseCheckpoint reads origin, size and root. Package tlog reads only trees of Go's own database, whose first line it demands.
func parseCheckpoint(text string) (origin string, size int64, root tlog.Hash, err error) {
	lines := bytes.Split([]byte(text), []byte("\n"))
	if len(lines) < 4 || len(lines[len(lines)-1]) != 0 {
		return "", 0, root, fmt.Errorf("not three lines")
	}
	size, err = strconv.ParseInt(string(lines[1]), 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != string(lines[1]) {
		return "", 0, root, fmt.Errorf("malformed size")
	}
	root, err = tlog.ParseHash(string(lines[2]))
	return string(lines[0]), size, root, err
}

// tilePath names tile number n of its level, count wide.
func tilePath(n int64, count int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if count < width {
		path += fmt.Sprintf(".p/%d", count)
	}
	return path
}
