#!/bin/sh
# Makes the accurate model: ./make.sh WHEELS WORK MINUTES
set -eu
export OMP_NUM_THREADS=1
python vocabulary.py --wheels "$1" --out "$2/data"
python prepare.py --out "$2/data"
python train.py --data "$2/data" --out "$2/run" --minutes "$3" | tee "$2/train.log"
python export.py --data "$2/data" --model "$2/run"
python evaluate.py
