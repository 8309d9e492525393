#!/usr/bin/env bash
# What has become of a job of Slurm: running, success or failed. Without an answer it is running, since a controller
# that is restarted answers later; a job that Slurm has forgotten has failed.
answer=$(scontrol show job --oneliner "$1" 2>&1)
state=$(grep -oE 'JobState=[A-Z_]+' <<<"$answer" | cut -d= -f2)
# After some minutes the accounting alone knows it, where there is one.
if [ -z "$state" ] && [[ $answer == *"Invalid job id"* ]]; then
  state=$(sacct --allocations --noheader --parsable2 --format=State --jobs "$1" 2>/dev/null | head -n 1 | cut -d' ' -f1)
  state=${state:-FORGOTTEN}
fi
case $state in
  COMPLETED) echo success ;;
  BOOT_FAIL | CANCELLED | DEADLINE | FAILED | FORGOTTEN | NODE_FAIL | OUT_OF_MEMORY | PREEMPTED | REVOKED | TIMEOUT) echo failed ;;
  *) echo running ;;
esac
