// Holds a folder with a record's files against golang.org/x/mod/sumdb, which knows nothing of this project: the signed
// checkpoint, every tile, every entry, inclusion proofs made from the tiles, receipts, and consistency with older
// checkpoints. Prints one line of JSON; any error ends it with status 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type head struct {
	tlog.Tree
	origin string
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// open verifies a checkpoint and reads it. sumdb's own ParseTree wants its own first line, so the three lines are read here.
func open(data []byte, verifier note.Verifier) head {
	signed, err := note.Open(data, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return head{tlog.Tree{N: size, Hash: root}, lines[0]}
}

// tiles reads the files of C2SP tlog-tiles, whose paths are those of sumdb without the height.
type tiles struct{ folder string }

func (t tiles) Height() int { return height }

func (t tiles) path(tile tlog.Tile) string {
	return filepath.Join(t.folder, "tile", strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height)))
}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(t.path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(t tiles, size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		path := t.path(tlog.Tile{H: height, L: -1, N: n, W: int(width)})
		data, err := os.ReadFile(strings.Replace(path, "/tile/data/", "/tile/entries/", 1))
		must(err)
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	return all
}

// receipt checks a c2sp.org/tlog-proof file with sumdb's CheckRecord.
func receipt(path string, verifier note.Verifier) {
	data, err := os.ReadFile(path)
	must(err)
	cut := bytes.Index(data, []byte("\n\n"))
	lines := strings.Split(string(data[:cut]), "\n")
	tree := open(data[cut+2:], verifier)
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err)
	var held struct{ Leaf []byte }
	must(json.Unmarshal(extra, &held))
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		proof = append(proof, hash)
	}
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(held.Leaf)))
}

// hashes reads base64 hashes.
func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err)
		all = append(all, hash)
	}
	return all
}

// proofs checks inclusion and consistency proofs that somebody else made, and that Go makes the same ones from the tiles.
func proofs(path string, tree head, reader tlog.HashReader, logged int) {
	data, err := os.ReadFile(path)
	must(err)
	var given struct {
		Inclusion []struct {
			Index int64
			Leaf  string
			Proof []string
		}
		Consistency []struct {
			Old   int64
			Root  string
			Proof []string
		}
	}
	must(json.Unmarshal(data, &given))
	for _, each := range given.Inclusion {
		proof := hashes(each.Proof)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, each.Index, tlog.RecordHash([]byte(each.Leaf))))
		own, err := tlog.ProveRecord(tree.N, each.Index, reader)
		must(err)
		same(proof, own)
	}
	for _, each := range given.Consistency {
		proof := hashes(each.Proof)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, each.Old, hashes([]string{each.Root})[0]))
		own, err := tlog.ProveTree(tree.N, each.Old, reader)
		must(err)
		same(proof, own)
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"size": tree.N, "inclusion": len(given.Inclusion), "consistency": len(given.Consistency), "entries": logged,
	}))
}

func same(ours, theirs []tlog.Hash) {
	if len(ours) != len(theirs) {
		log.Fatalf("a proof of %d hashes, not %d", len(ours), len(theirs))
	}
	for at, hash := range ours {
		if hash != theirs[at] {
			log.Fatalf("hash %d of a proof is another one", at)
		}
	}
}

func main() {
	folder, older := os.Args[1], os.Args[2]
	vkey, err := os.ReadFile(filepath.Join(folder, "vkey"))
	must(err)
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	must(err)
	data, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	must(err)
	tree := open(data, verifier)
	reader := tlog.TileHashReader(tree.Tree, tiles{folder})
	if strings.HasSuffix(older, ".json") {
		proofs(older, tree, reader, len(entries(tiles{folder}, tree.N)))
		return
	}
	proved, consistent, receipts := 0, 0, 0
	for index, entry := range entries(tiles{folder}, tree.N) {
		proof, err := tlog.ProveRecord(tree.N, int64(index), reader)
		must(err)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(entry)))
		proved++
	}
	found, err := os.ReadDir(older)
	must(err)
	for _, file := range found {
		path := filepath.Join(older, file.Name())
		if strings.HasSuffix(path, ".tlog-proof") {
			receipt(path, verifier)
			receipts++
			continue
		}
		data, err := os.ReadFile(path)
		must(err)
		old := open(data, verifier)
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
		consistent++
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"origin": tree.origin, "size": tree.N, "proofs": proved, "consistent": consistent, "receipts": receipts,
	}))
}
