"""What the words of legends mean on the common scale, and which of them say nothing of it."""

import pytest

from plangraph.plans.layouts.legends import status_in
from plangraph.plans.vocabulary import status_of

WORDS = {
    "Achieved": (
        "目標を上回った 目標値を上回る 目標を大きく上回った 目標を達成 目標を達成した 目標達成 達成済 "
        "達成済み 達成した 実施済 実施済み 完了 事業完了 対応済 目標値に達した 目標以上 目標値に到達 "
        "達成率100%以上 目標達成率100%以上 実現済 すでに達成 目標値を達成している 策定済 "
        "目標を超えた 目的を達成している 所期の目的を達成した"
    ),
    "OnTrack": (
        "順調 目標達成に向け順調 目標達成に向けて順調に推移 目標達成に向け順調に推移している 計画どおり "
        "予定どおり進行中 計画を上回る 計画以上 計画より進んでいる 前倒しで実施 達成見込み 目標達成見込 "
        "達成できる見込み 目標以上に進んでいる スケジュールどおり 順調に進んでいる 順調である"
    ),
    "MostlyOnTrack": (
        "概ね目標どおり おおむね達成 概ね達成した 目標を概ね達成 ほぼ達成 ほぼ順調 ほぼ計画どおり "
        "おおむね順調だが、一部に課題がある 順調であるが一部に遅れがある "
        "概ね計画通り 概ね順調 目標達成に向け概ね順調 概ね完了 おおむね進んでいる 概ね予定どおり"
    ),
    "PartlyAchieved": ("一部達成 一部実施 一部完了 一部実現 部分的に達成 目標を一部達成 一部未達成"),
    "Underway": (
        "実施中 継続中 着手済み 着手 一部着手 一部に着手 一部実施中 順次実施 対応中 事業中 進んでいる "
        "継続実施 推進中 着手している 実施している"
    ),
    "UnderPreparation": (
        "検討中 準備中 検討・準備中 調査中 協議中 調整中 計画中 設計中 検討段階 調査・検討中 検討に着手"
    ),
    "NotStarted": ("未着手 未実施 着手していない 未対応 着手前 実施していない 取り組んでいない 手つかず"),
    "Delayed": (
        "遅れ やや遅れ 遅れている 着手したが遅れている 着手したものの遅れている 実施しているが遅れている "
        "基準値を下回る 基準値より悪化 策定時より悪化 現状値を下回っている 目標をやや下回った "
        "目標を大きく下回った 目標を下回る 未達成 目標未達成 目標値に達していない 目標に届かなかった "
        "計画を下回る 計画より遅れている 計画に対して遅れている 予定より遅れ 停滞 進んでいない 進捗なし "
        "悪化 後退 目標達成が困難 達成は困難 遅れが生じている やや遅れが見られる 大幅な遅れ 順調ではない "
        "延期 達成していない 目標を達成できなかった 一部に遅れがある"
    ),
    "Discontinued": ("中止 廃止 休止 終了 統合 断念 打切り"),
    "NotAssessable": (
        "評価不能 判定不能 評価できない 判定不可 評価対象外 対象外 集計中 未集計 データなし 実績値なし "
        "判断できない 算定不能 数値未公表"
    ),
    None: (
        "現状維持 維持 横ばい 改善 改善傾向 継続 見直し 拡充 拡大 縮小 要改善 良好 普通 不十分 実施 "
        "予定 増加 減少 適切 妥当 検討の余地あり 現状どおり継続 基準値を上回る 達成に向けて努力 "
        "順調だが課題あり 80%以上 その他 100%"
    ),
}


@pytest.mark.parametrize(("word", "status"), [(word, status) for status in WORDS for word in WORDS[status].split()])
def test_a_word_of_a_legend_means_what_a_reader_takes_it_for(word, status):
    """横ばい, 継続 and 改善 say nothing of what was planned, and are on no scale."""
    assert (status, status) == (status_of(word), status_in(word))
