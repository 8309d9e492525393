#!/usr/bin/env nextflow
// From the runs of a study to EVPipeline's results: each run is searched by a job of its own, and all are joined once.

nextflow.enable.dsl = 2

process SEARCH {
    tag "${run.name}"
    label 'process_medium'
    publishDir "${params.outdir}/matches", mode: 'copy'

    input:
    path run
    path fasta
    path entrapment
    path genes

    output:
    path '*.matches', emit: matches

    script:
    def args = task.ext.args ?: ''
    def entrapment_arg = entrapment ? "-entrapment ${entrapment}" : ''
    def genes_arg = genes ? "-genes ${genes}" : ''
    """
    name=\$(basename ${run})
    name=\${name%.gz}
    EVPeptideIdentifier -in ${run} -fasta ${fasta} ${entrapment_arg} ${genes_arg} \\
        -out_matches "\${name%.*}.matches" ${args} -threads ${task.cpus}
    """
}

process IDENTIFY {
    label 'process_high'
    publishDir params.outdir, mode: 'copy'

    input:
    path matches
    path fasta
    path entrapment
    path genes

    output:
    path '*.idXML', emit: idxmls
    path 'psms.tsv', emit: psms
    path 'proteins.tsv', emit: proteins
    path 'entrapment.tsv', emit: entrapment, optional: true

    script:
    def args = task.ext.args ?: ''
    def entrapment_arg = entrapment ? "-entrapment ${entrapment} -out_entrapment entrapment.tsv" : ''
    def genes_arg = genes ? "-genes ${genes}" : ''
    """
    matches=(${matches})
    EVPeptideIdentifier -in "\${matches[@]}" -fasta ${fasta} ${entrapment_arg} ${genes_arg} \\
        -out "\${matches[@]/%.matches/.idXML}" -out_psms psms.tsv -out_proteins proteins.tsv \\
        ${args} -threads ${task.cpus}
    """
}

process QUANTIFY {
    label 'process_high'
    publishDir params.outdir, mode: 'copy'

    input:
    path matches
    path idxmls
    path fasta
    path genes
    path study
    path panels

    output:
    path 'cargo.tsv', emit: cargo
    path 'cargo.tsv.run.json', emit: record
    path 'runs.tsv', emit: runs
    path '{peptides,reasons,ions,abundance,factors,alignments}.tsv', emit: tables
    path 'study.{mzTab,consensusXML,mzQC}', emit: standard
    path '{msstats,msqrob2,msqrob2_annotation}.csv', emit: statistics

    script:
    def args = task.ext.args ?: ''
    def genes_arg = genes ? "-genes ${genes}" : ''
    def panels_arg = panels ? "-panels ${panels}" : ''
    """
    EVProteinQuantifier -in ${matches} -ids ${idxmls} -fasta ${fasta} ${genes_arg} -study ${study} ${panels_arg} \\
        -out cargo.tsv -out_peptides peptides.tsv -out_reasons reasons.tsv -out_ions ions.tsv \\
        -out_abundance abundance.tsv -out_factors factors.tsv -out_mztab study.mzTab \\
        -out_consensus study.consensusXML -out_msstats msstats.csv -out_msqrob2 msqrob2.csv \\
        -out_msqrob2_annotation msqrob2_annotation.csv -out_runs runs.tsv -out_alignments alignments.tsv \\
        -out_mzqc study.mzQC ${args} -threads ${task.cpus}
    """
}

process SCORE {
    label 'process_single'
    publishDir params.outdir, mode: 'copy'

    input:
    path cargo
    path study
    path panels
    path purity_rules

    output:
    path 'purity.tsv', emit: purity
    path 'purity_panels.tsv', emit: panels
    path 'pairs.tsv', emit: pairs

    script:
    def args = task.ext.args ?: ''
    def panels_arg = panels ? "-panels ${panels}" : ''
    def rules_arg = purity_rules ? "-purity_rules ${purity_rules}" : ''
    """
    EVPlateletScorer -in ${cargo} -study ${study} ${panels_arg} ${rules_arg} \\
        -out purity.tsv -out_panels purity_panels.tsv -out_pairs pairs.tsv ${args} -threads ${task.cpus}
    """
}

process COMPARE {
    label 'process_medium'
    publishDir params.outdir, mode: 'copy'

    input:
    path cargo
    path purity
    path study
    path panels
    path gmt

    output:
    path 'changes.tsv', emit: changes
    path 'contaminants.tsv', emit: contaminants
    path 'panels.tsv', emit: panels
    path 'exerkines.tsv', emit: exerkines
    path 'subjects.tsv', emit: subjects
    path 'power.tsv', emit: power

    script:
    def args = task.ext.args ?: ''
    def panels_arg = panels ? "-panels ${panels}" : ''
    def gmt_arg = gmt ? "-gmt ${gmt}" : ''
    """
    EVCargoComparer -in ${cargo} -purity ${purity} -study ${study} ${panels_arg} ${gmt_arg} \\
        -out changes.tsv -out_contaminants contaminants.tsv -out_panels panels.tsv -out_exerkines exerkines.tsv \\
        -out_subjects subjects.tsv -out_power power.tsv ${args} -threads ${task.cpus}
    """
}

process REPORT {
    label 'process_single'
    publishDir params.outdir, mode: 'copy'

    input:
    path study
    path cargo
    path runs
    path purity
    path pairs
    path changes
    path contaminants
    path panel_tests
    path exerkines
    path subjects
    path power
    path records

    output:
    path 'report.html', emit: report

    script:
    def args = task.ext.args ?: ''
    """
    EVReportWriter -study ${study} -cargo ${cargo} -runs ${runs} -purity ${purity} -pairs ${pairs} -changes ${changes} \\
        -contaminants ${contaminants} -panel_tests ${panel_tests} -exerkines ${exerkines} -responses ${subjects} \\
        -power ${power} -run ${records} -out report.html ${args} -threads ${task.cpus}
    """
}

// One file, or none: what a process takes where a file may be left out.
def given(path) {
    path ? file(path, checkIfExists: true) : []
}

// Files with commas between them.
def several(paths) {
    (paths ?: '').tokenize(',').collect { file(it, checkIfExists: true) }.flatten()
}

workflow {
    ['runs', 'fasta', 'study'].each { name ->
        if (!params[name]) error("--${name} is not given")
    }
    def fasta = several(params.fasta)
    def entrapment = several(params.entrapment)
    def study = file(params.study, checkIfExists: true)
    def genes = given(params.genes)
    def panels = given(params.panels)

    SEARCH(Channel.fromPath(params.runs, checkIfExists: true), fasta, entrapment, genes)
    // Sorted, so that -resume finds the same inputs.
    def matches = SEARCH.out.matches.toSortedList { a, b -> a.name <=> b.name }
    IDENTIFY(matches, fasta, entrapment, genes)
    QUANTIFY(matches, IDENTIFY.out.idxmls, fasta, genes, study, panels)
    SCORE(QUANTIFY.out.cargo, study, panels, given(params.purity_rules))
    COMPARE(QUANTIFY.out.cargo, SCORE.out.purity, study, panels, given(params.gmt))
    REPORT(
        study, QUANTIFY.out.cargo, QUANTIFY.out.runs, SCORE.out.purity, SCORE.out.pairs, COMPARE.out.changes,
        COMPARE.out.contaminants, COMPARE.out.panels, COMPARE.out.exerkines, COMPARE.out.subjects, COMPARE.out.power,
        QUANTIFY.out.record
    )
}
